/**
 * What wallets ask of us by OpenID for Verifiable Credential Issuance 1.0, pre-authorized code flow: token, credential,
 * notification. Refusals are OAuth's own (`error`, not problem+json). No proofs are asked for; one that is sent is ignored, as
 * the credential is bound to no key.
 */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { mediaType, readBody, readJson } from '../body.ts'
import { isJsonObject, type JsonObject } from '../credential/json.ts'
import { parseJson } from '../credential/parse-json.ts'
import { Hono } from '../hono.ts'
import {
  CREDENTIAL_FORMATS,
  credentialOfToken,
  exchangeCode,
  forWallet,
  PRE_AUTHORIZED_CODE,
  TOKEN_SECONDS,
} from '../issuing/wallet-offer.ts'
import { limitTokenRequests } from './rate-limit.ts'

const MAX_BODY_BYTES = 64 * 1024
const NOT_STORED = { 'Cache-Control': 'no-store' }

export const oid4vciRoutes = new Hono<AppEnv>()

oid4vciRoutes.post('/oid4vci/token', limitTokenRequests, async (c) => {
  const form = await readForm(c)
  if (form === null)
    return refuse(c, 'invalid_request', 'Send each parameter once, as application/x-www-form-urlencoded.')
  if (form.get('grant_type') === null) return refuse(c, 'invalid_request', 'grant_type is missing.')
  if (form.get('grant_type') !== PRE_AUTHORIZED_CODE)
    return refuse(c, 'unsupported_grant_type', `Only ${PRE_AUTHORIZED_CODE} is.`)
  const code = form.get('pre-authorized_code')
  if (code === null) return refuse(c, 'invalid_request', 'pre-authorized_code is missing.')
  const details = grantedDetails(form.get('authorization_details'))
  if (details === null)
    return refuse(
      c,
      'invalid_authorization_details',
      'Of type openid_credential, with a known configuration.',
    )

  const exchanged = await exchangeCode(c.var.deps, code, form.get('tx_code'))
  if ('error' in exchanged) return refuse(c, exchanged.error, TOKEN_ERRORS[exchanged.error])
  return c.json(
    { access_token: exchanged.token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, ...details },
    200,
    NOT_STORED,
  )
})

oid4vciRoutes.post('/oid4vci/credential', async (c) => {
  const { deps } = c.var
  const credentialId = await authorized(c)
  if (credentialId === null) return unauthorized(c)
  const request = await readObject(c)
  const { credential_configuration_id: configuration, credential_identifier: identifier } = request ?? {}
  const asked = configuration ?? identifier
  if (typeof asked !== 'string' || (configuration !== undefined && identifier !== undefined))
    return refuse(
      c,
      'invalid_credential_request',
      'Send JSON with either credential_configuration_id or credential_identifier.',
    )
  if (request?.credential_response_encryption !== undefined)
    return refuse(c, 'invalid_encryption_parameters', 'Responses are not encrypted here beyond TLS.')
  const format = CREDENTIAL_FORMATS.find((known) => known === asked)
  if (format === undefined) {
    const what = configuration === undefined ? 'identifier' : 'configuration'
    return refuse(c, `unknown_credential_${what}`, `Known are ${CREDENTIAL_FORMATS.join(' and ')}.`)
  }
  const credential = await forWallet(deps, credentialId)
  if (credential === null)
    return refuse(c, 'credential_request_denied', 'It was revoked, withdrawn or erased meanwhile.')
  await deps.credentialPages.noteWallet(credentialId, true, deps.clock.now())
  const signed = format === 'ldp_vc' ? credential.embeddedProofText : JSON.stringify(credential.jwtText)
  return c.body(
    `{"credentials":[{"credential":${signed}}],"notification_id":${JSON.stringify(credentialId)}}`,
    200,
    { 'Content-Type': 'application/json', ...NOT_STORED },
  )
})

const EVENTS = ['credential_accepted', 'credential_failure', 'credential_deleted']

oid4vciRoutes.post('/oid4vci/notification', async (c) => {
  const { clock, credentialPages } = c.var.deps
  const credentialId = await authorized(c)
  if (credentialId === null) return unauthorized(c)
  const { notification_id: id, event } = (await readObject(c)) ?? {}
  if (typeof id !== 'string' || !EVENTS.includes(event as string))
    return refuse(c, 'invalid_notification_request', 'Send JSON with notification_id and a known event.')
  if (id !== credentialId) return refuse(c, 'invalid_notification_id', 'Not the one of this access token.')
  await credentialPages.noteWallet(id, event === 'credential_accepted', clock.now())
  return c.body(null, 204, NOT_STORED)
})

const TOKEN_ERRORS = {
  invalid_grant: 'The code was used, is too old or not known, or the tx_code is wrong.',
  invalid_request: 'tx_code is missing, or none is asked for.',
}

/** ASCII only, by the specification. */
function refuse(c: Context<AppEnv>, error: string, error_description: string): Response {
  return c.json({ error, error_description }, 400, NOT_STORED)
}

/** RFC 6750, section 3: no error code where no token was sent. */
function unauthorized(c: Context<AppEnv>): Response {
  const error = bearerToken(c) === undefined ? undefined : 'invalid_token'
  const challenge = error === undefined ? '' : `, error="${error}"`
  return c.json({ error: error ?? 'invalid_request' }, 401, {
    'WWW-Authenticate': `Bearer realm="Laurel"${challenge}`,
    ...NOT_STORED,
  })
}

async function authorized(c: Context<AppEnv>): Promise<string | null> {
  const token = bearerToken(c)
  return token === undefined ? null : credentialOfToken(c.var.deps, token)
}

function bearerToken(c: Context<AppEnv>): string | undefined {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

async function readObject(c: Context<AppEnv>): Promise<JsonObject | null> {
  const value = await readJson(c, MAX_BODY_BYTES).catch(() => null)
  return isJsonObject(value) ? value : null
}

/** Null where it is no form, or a parameter is in it twice (RFC 6749, section 3.2). */
async function readForm(c: Context<AppEnv>): Promise<URLSearchParams | null> {
  if (mediaType(c) !== 'application/x-www-form-urlencoded') return null
  const form = new URLSearchParams(new TextDecoder().decode(await readBody(c, MAX_BODY_BYTES)))
  const names = [...form.keys()]
  return new Set(names).size === names.length ? form : null
}

/** What of `authorization_details` is granted (section 6.2): nothing where it was not sent, null where it is not in order. */
function grantedDetails(text: string | null): { authorization_details?: object[] } | null {
  if (text === null) return {}
  const parsed = parseJson(text)
  const asked = parsed.ok && Array.isArray(parsed.value) ? parsed.value.filter(isJsonObject) : []
  const known = asked.every(
    ({ type, credential_configuration_id: id }) =>
      type === 'openid_credential' && CREDENTIAL_FORMATS.some((format) => format === id),
  )
  if (asked.length === 0 || !known) return null
  return {
    authorization_details: asked.map(({ type, credential_configuration_id: id }) => ({
      type,
      credential_configuration_id: id,
      credential_identifiers: [id],
    })),
  }
}
