import vectors from 'virtual:vectors'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { describe, expect, it } from 'vitest'
import { hmacSha256, sha256, toBase64, toHex, utf8 } from '../../../worker/http/bytes.ts'
import { makeAccessToken } from '../../../worker/vendors/authenticity/access-token.ts'
import type { AuthenticityFinding, Delivery } from '../../../worker/vendors/authenticity/delivery.ts'
import { isAddressRange, isAllowedAddress } from '../../../worker/vendors/authenticity/ip-allow-list.ts'
import { type AuthenticityScheme, proveGenuine } from '../../../worker/vendors/authenticity/prove-genuine.ts'
import { signStandardWebhook } from '../../../worker/webhooks/sign.ts'

const NOW = new Date('2026-11-01T10:00:00Z')
const CONNECTION = '7b0e3f52-51a8-4f55-8f2c-0d6a3e1f9b11'
const BODY = '{"type":"course.completed","name":"Zoë — 学習"}'

interface Given {
  headers?: Record<string, string>
  body?: string | Uint8Array
  secrets?: string[]
  method?: string
  url?: string
  ip?: string
  pathSecret?: string
  now?: Date
  allowed?: string[]
  jwks?: object
}

function prove(scheme: AuthenticityScheme, given: Given): Promise<AuthenticityFinding> {
  const body = given.body ?? BODY
  const delivery: Delivery = {
    method: given.method ?? 'POST',
    url: given.url ?? `https://laurel.example/hooks/${CONNECTION}`,
    headers: new Headers(given.headers),
    body: typeof body === 'string' ? utf8(body) : body,
    pathSecret: given.pathSecret ?? '',
    receivedAt: given.now ?? NOW,
    ...(given.ip ? { ip: given.ip } : {}),
  }
  return proveGenuine(
    {
      connectionId: CONNECTION,
      scheme,
      secrets: given.secrets ?? ['secret-a'],
      allowedAddresses: given.allowed ?? [],
      fetchJwks: async () => given.jwks as never,
    },
    delivery,
  )
}

const reason = (finding: AuthenticityFinding) => (finding.genuine ? 'genuine' : finding.reason)
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000)

describe('Standard Webhooks', () => {
  const scheme = { way: 'standard-webhooks' } as const
  const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='
  const other = 'whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlcg=='
  const sign = (key: string, at = NOW, body = BODY) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(at.getTime() / 1000),
    'webhook-signature': new StandardWebhook(key).sign('msg_1', at, body),
  })

  it('accepts what the standardwebhooks package signed, and gives the message id that the signature covers', async () => {
    const finding = await prove(scheme, { headers: sign(secret), secrets: [secret] })
    expect(finding).toEqual({ genuine: true, strength: 'strong', messageId: 'msg_1' })
  })

  it('accepts what the svix package signed under the names svix-*', async () => {
    const headers = {
      'svix-id': 'msg_2',
      'svix-timestamp': String(NOW.getTime() / 1000),
      'svix-signature': new SvixWebhook(secret).sign('msg_2', NOW, BODY),
    }
    expect(reason(await prove(scheme, { headers, secrets: [secret] }))).toBe('genuine')
  })

  it('accepts either secret while a rotation overlaps, and several signatures in one header', async () => {
    expect(reason(await prove(scheme, { headers: sign(other), secrets: [secret, other] }))).toBe('genuine')
    const headers = sign(other)
    headers['webhook-signature'] = `v1,AAAA v2,zzz ${headers['webhook-signature']}`
    expect(reason(await prove(scheme, { headers, secrets: [other] }))).toBe('genuine')
  })

  it.each([
    ['another secret', { headers: sign(other), secrets: [secret] }, 'signature-wrong'],
    ['a changed body', { headers: sign(secret), secrets: [secret], body: `${BODY} ` }, 'signature-wrong'],
    ['an old delivery', { headers: sign(secret, minutes(-6)), secrets: [secret] }, 'timestamp-too-old'],
    ['a clock an hour ahead', { headers: sign(secret, minutes(60)), secrets: [secret] }, 'timestamp-too-new'],
    ['no headers', { secrets: [secret] }, 'header-missing'],
    ['no secret', { headers: sign(secret), secrets: [] }, 'no-secret-configured'],
    [
      'a timestamp that is no number',
      { headers: { ...sign(secret), 'webhook-timestamp': 'now' }, secrets: [secret] },
      'timestamp-malformed',
    ],
    [
      'a changed timestamp',
      {
        headers: { ...sign(secret), 'webhook-timestamp': String(NOW.getTime() / 1000 + 1) },
        secrets: [secret],
      },
      'signature-wrong',
    ],
  ] satisfies [string, Given, string][])('refuses %s', async (_, given, expected) => {
    expect(reason(await prove(scheme, given))).toBe(expected)
  })

  it('accepts Ed25519 (v1a) under the public key, and refuses it when the body changed', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
    const publicKey = `whpk_${toBase64(new Uint8Array((await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer))}`
    const seconds = String(NOW.getTime() / 1000)
    const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(`msg_3.${seconds}.${BODY}`))
    const headers = {
      'webhook-id': 'msg_3',
      'webhook-timestamp': seconds,
      'webhook-signature': `v1a,${toBase64(new Uint8Array(signature))}`,
    }
    expect(reason(await prove(scheme, { headers, secrets: [publicKey] }))).toBe('genuine')
    expect(reason(await prove(scheme, { headers, secrets: [publicKey], body: '{}' }))).toBe('signature-wrong')
    expect(reason(await prove(scheme, { headers, secrets: [secret] }))).toBe('signature-wrong')
  })

  it('signs so that the standardwebhooks and svix packages accept it, once for each secret of a rotation', async () => {
    const now = new Date()
    const signature = await signStandardWebhook([secret, other], {
      id: 'msg_4',
      timestamp: now,
      body: utf8(BODY),
    })
    const headers = {
      'webhook-id': 'msg_4',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature,
    }
    for (const key of [secret, other]) {
      expect(new StandardWebhook(key).verify(BODY, headers)).toEqual(JSON.parse(BODY))
      expect(() => new SvixWebhook(key).verify(BODY, headers)).not.toThrow()
      expect(() => new SvixWebhook(key).verify(`${BODY} `, headers)).toThrow()
    }
  })

  it('signs with an Ed25519 secret what it accepts under the public key', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
    const pkcs8 = new Uint8Array((await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer)
    const publicKey = toBase64(
      new Uint8Array((await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer),
    )
    const secretKey = `whsk_${toBase64(pkcs8.slice(-32))}`
    const signature = await signStandardWebhook([secretKey], { id: 'm', timestamp: NOW, body: utf8(BODY) })
    const headers = {
      'webhook-id': 'm',
      'webhook-timestamp': String(NOW.getTime() / 1000),
      'webhook-signature': signature,
    }
    expect(reason(await prove(scheme, { headers, secrets: [`whpk_${publicKey}`] }))).toBe('genuine')
  })

  it.skipIf(!vectors)('meets the published vector', async () => {
    const [vector] = JSON.parse(vectors?.['vectors/standard-webhooks/vectors.json'] ?? '[]')
    const headers = {
      'webhook-id': vector.id,
      'webhook-timestamp': String(vector.timestamp),
      'webhook-signature': vector.expected,
    }
    const given = {
      headers,
      body: vector.payload,
      secrets: [vector.secret],
      now: new Date(vector.timestamp * 1000),
    }
    expect(reason(await prove(scheme, given))).toBe('genuine')
    expect(reason(await prove(scheme, { ...given, now: NOW }))).toBe('timestamp-too-old')
  })
})

describe('HMAC-SHA256 in its dialects', () => {
  const github = {
    way: 'hmac-sha256',
    header: 'X-Hub-Signature-256',
    encoding: 'hex',
    prefix: 'sha256=',
  } as const
  const stripe = {
    way: 'hmac-sha256',
    header: 'Stripe-Signature',
    encoding: 'hex',
    prefix: 'v1=',
    layout: 'fields',
    signed: '{timestamp}.{body}',
    timestamp: { unit: 'seconds' },
  } as const
  const colon = {
    way: 'hmac-sha256',
    header: 'X-Webflow-Signature',
    encoding: 'hex',
    signed: '{timestamp}:{body}',
    timestamp: { header: 'X-Webflow-Timestamp', unit: 'milliseconds' },
  } as const
  const hex = async (secret: string, text: string) => toHex(await hmacSha256(utf8(secret), utf8(text)))

  it.skipIf(!vectors)(
    'meets the vectors of GitHub, Stripe, Thinkific, Shopify and the colon form',
    async () => {
      const all = JSON.parse(vectors?.['vendors/generic/signature-vectors.json'] ?? '{}')
      const body: string = all.body
      const now = new Date(1761991200_000)
      const published = all.github_published_vector
      const header = (name: string, from: Record<string, string>) => ({ [name]: from[name] ?? '' })
      const cases: [AuthenticityScheme, Given][] = [
        [github, { body, secrets: [all.github.secret], headers: header('X-Hub-Signature-256', all.github) }],
        [
          github,
          {
            body: published.body,
            secrets: [published.secret],
            headers: header('X-Hub-Signature-256', published),
          },
        ],
        [
          stripe,
          { body, now, secrets: [all.stripe.secret], headers: header('Stripe-Signature', all.stripe) },
        ],
        [
          { way: 'hmac-sha256', header: 'X-Thinkific-Hmac-Sha256', encoding: 'hex' },
          {
            body,
            secrets: [all.thinkific.secret],
            headers: header('X-Thinkific-Hmac-Sha256', all.thinkific),
          },
        ],
        [
          { way: 'hmac-sha256', header: 'X-Shopify-Hmac-Sha256', encoding: 'base64' },
          { body, secrets: ['test'], headers: header('X-Shopify-Hmac-Sha256', all.shopify_style_base64) },
        ],
        [
          { way: 'hmac-sha256', header: 'Learnworlds-Webhook-Signature', encoding: 'hex', prefix: 'v1=' },
          {
            body,
            secrets: ['test'],
            headers: header('Learnworlds-Webhook-Signature', all.learnworlds_hmac_variant),
          },
        ],
        [
          colon,
          {
            body,
            now,
            secrets: ['test'],
            headers: {
              ...header('X-Webflow-Signature', all.webflow_style),
              ...header('X-Webflow-Timestamp', all.webflow_style),
            },
          },
        ],
        [
          { way: 'standard-webhooks' },
          {
            body,
            now,
            secrets: [all.standard_webhooks.secret],
            headers: {
              ...header('webhook-id', all.standard_webhooks),
              ...header('webhook-timestamp', all.standard_webhooks),
              ...header('webhook-signature', all.standard_webhooks),
            },
          },
        ],
      ]
      for (const [scheme, given] of cases) {
        expect(reason(await prove(scheme, given)), JSON.stringify(scheme)).toBe('genuine')
        expect(
          reason(await prove(scheme, { ...given, body: `${given.body}x` })),
          JSON.stringify(scheme),
        ).toBe('signature-wrong')
      }
    },
  )

  it('tells a scheme without a signed time from one that has it', async () => {
    const headers = { 'X-Hub-Signature-256': `sha256=${await hex('secret-a', BODY)}` }
    expect(await prove(github, { headers })).toEqual({ genuine: true, strength: 'replayable' })
    const seconds = NOW.getTime() / 1000
    const signed = { 'Stripe-Signature': `t=${seconds},v1=${await hex('secret-a', `${seconds}.${BODY}`)}` }
    expect(await prove(stripe, { headers: signed })).toEqual({ genuine: true, strength: 'strong' })
  })

  it('signs the bytes as they came, even when they are no UTF-8', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x80])
    const headers = { 'X-Hub-Signature-256': `sha256=${toHex(await hmacSha256(utf8('secret-a'), bytes))}` }
    expect(reason(await prove(github, { headers, body: bytes }))).toBe('genuine')
  })

  it('takes one right signature among several, and the older secret while a rotation overlaps', async () => {
    const seconds = NOW.getTime() / 1000
    const right = await hex('old', `${seconds}.${BODY}`)
    const headers = { 'Stripe-Signature': `t=${seconds},v1=${'0'.repeat(64)},v1=${right},v0=xx` }
    expect(reason(await prove(stripe, { headers, secrets: ['new', 'old'] }))).toBe('genuine')
  })

  it('refuses an absent, empty, unprefixed or unreadable signature', async () => {
    const at = async (value: string) =>
      reason(await prove(github, { headers: { 'X-Hub-Signature-256': value } }))
    expect(reason(await prove(github, {}))).toBe('header-missing')
    expect(await at('sha256=')).toBe('header-malformed')
    expect(await at(await hex('secret-a', BODY))).toBe('header-malformed')
    expect(await at('sha256=zz')).toBe('header-malformed')
    expect(await at(`sha256=${await hex('secret-b', BODY)}`)).toBe('signature-wrong')
  })

  it('refuses a time outside the window, and a time that was changed', async () => {
    const at = async (now: Date, signedAs = now) => {
      const headers = {
        'X-Webflow-Timestamp': String(now.getTime()),
        'X-Webflow-Signature': await hex('secret-a', `${signedAs.getTime()}:${BODY}`),
      }
      return reason(await prove(colon, { headers }))
    }
    expect(await at(minutes(-4))).toBe('genuine')
    expect(await at(minutes(-6))).toBe('timestamp-too-old')
    expect(await at(minutes(60))).toBe('timestamp-too-new')
    expect(await at(minutes(1), NOW)).toBe('signature-wrong')
    expect(
      reason(await prove(colon, { headers: { 'X-Webflow-Signature': await hex('secret-a', BODY) } })),
    ).toBe('header-missing')
  })
})

describe('HMAC over the canonical request', () => {
  const scheme = {
    way: 'canonical-request-hmac',
    apiKeyHeader: 'x-api-key',
    dateHeader: 'date',
    contentHashHeader: 'x-content-sha256',
  } as const
  const secret = toBase64(utf8('a signing secret of 32 bytes ok!'))
  const secrets = ['api-key:0123456789abcdef', secret]

  async function signed(body = BODY, date = NOW) {
    const hash = toBase64(await sha256(utf8(body)))
    const day = date.toUTCString()
    const text = `POST\n/hooks/${CONNECTION}\n${hash};${day}`
    const signature = toBase64(await hmacSha256(utf8('a signing secret of 32 bytes ok!'), utf8(text)))
    return {
      'x-api-key': '0123456789abcdef',
      'x-content-sha256': hash,
      date: day,
      authorization: `HMAC-SHA256 SignedHeaders=x-content-sha256;date&Signature=${signature}`,
    }
  }

  it('accepts a request whose method, path, date and content hash are signed', async () => {
    expect(await prove(scheme, { headers: await signed(), secrets })).toEqual({
      genuine: true,
      strength: 'strong',
    })
  })

  it('refuses each part that was changed', async () => {
    const headers = await signed()
    expect(reason(await prove(scheme, { headers, secrets, body: '{}' }))).toBe('body-hash-wrong')
    expect(reason(await prove(scheme, { headers, secrets, method: 'PUT' }))).toBe('signature-wrong')
    expect(reason(await prove(scheme, { headers, secrets, url: 'https://laurel.example/hooks/x' }))).toBe(
      'signature-wrong',
    )
    expect(reason(await prove(scheme, { headers: { ...headers, 'x-api-key': 'wrong' }, secrets }))).toBe(
      'secret-wrong',
    )
    expect(reason(await prove(scheme, { headers: await signed(BODY, minutes(-10)), secrets }))).toBe(
      'timestamp-too-old',
    )
    const narrow = {
      ...headers,
      authorization: headers.authorization.replace('x-content-sha256;date', 'date'),
    }
    expect(reason(await prove(scheme, { headers: narrow, secrets }))).toBe('header-malformed')
    expect(reason(await prove(scheme, { headers, secrets: ['api-key:0123456789abcdef'] }))).toBe(
      'no-secret-configured',
    )
  })
})

describe('a secret that travels', () => {
  it('accepts a static header, with its prefix, and calls it weak', async () => {
    const scheme = { way: 'static-header', header: 'Learnworlds-Webhook-Signature', prefix: 'v1=' } as const
    const at = (value: string) => prove(scheme, { headers: { 'learnworlds-webhook-signature': value } })
    expect(await at('v1=secret-a')).toEqual({ genuine: true, strength: 'weak' })
    expect(reason(await at('v1=secret-b'))).toBe('secret-wrong')
    expect(reason(await at('secret-a'))).toBe('header-missing')
  })

  it('accepts Basic in UTF-8, and Bearer, and no mixture of the two', async () => {
    const basic = { authorization: `Basic ${toBase64(utf8('zoë:pässword'))}` }
    expect(reason(await prove({ way: 'basic' }, { headers: basic, secrets: ['zoë:pässword'] }))).toBe(
      'genuine',
    )
    expect(reason(await prove({ way: 'basic' }, { headers: basic, secrets: ['zoë:other'] }))).toBe(
      'secret-wrong',
    )
    expect(reason(await prove({ way: 'bearer' }, { headers: basic }))).toBe('header-missing')
    const bearer = { authorization: 'bearer secret-a' }
    expect(reason(await prove({ way: 'bearer' }, { headers: bearer }))).toBe('genuine')
    expect(reason(await prove({ way: 'basic' }, { headers: { authorization: 'Basic %%%' } }))).toBe(
      'header-missing',
    )
  })

  it('accepts the secret part of the URL', async () => {
    expect(reason(await prove({ way: 'secret-url' }, { pathSecret: 'secret-a' }))).toBe('genuine')
    expect(reason(await prove({ way: 'secret-url' }, { pathSecret: '' }))).toBe('secret-wrong')
  })

  it('refuses a sender whose address is not on the list, before anything else', async () => {
    const allowed = ['192.0.2.0/24', '2001:db8::/32']
    const from = async (ip?: string) =>
      reason(
        await prove(
          { way: 'bearer' },
          { headers: { authorization: 'Bearer secret-a' }, allowed, ...(ip ? { ip } : {}) },
        ),
      )
    expect(await from('192.0.2.77')).toBe('genuine')
    expect(await from('2001:db8:1::5')).toBe('genuine')
    expect(await from('::ffff:192.0.2.77')).toBe('genuine')
    expect(await from('192.0.3.1')).toBe('address-not-allowed')
    expect(await from()).toBe('address-not-allowed')
  })

  it('reads address ranges strictly', () => {
    for (const good of ['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32', '0.0.0.0/0'])
      expect(isAddressRange(good)).toBe(true)
    for (const bad of [
      '10.0.0',
      '10.0.0.256',
      '10.0.0.0/33',
      '::1::2',
      'example.com',
      '1:2:3:4:5:6:7:8:9',
      '',
    ]) {
      expect(isAddressRange(bad)).toBe(false)
    }
    expect(isAllowedAddress('10.1.2.3', ['nonsense'])).toBe(false)
  })
})

describe('our own access tokens', () => {
  const scheme = { way: 'oauth-client-credentials' } as const
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  it('accepts a token until its hour is over, and no longer than its secret lives', async () => {
    const headers = bearer(await makeAccessToken(CONNECTION, 'secret-a', NOW))
    expect(reason(await prove(scheme, { headers }))).toBe('genuine')
    expect(reason(await prove(scheme, { headers, secrets: ['secret-b', 'secret-a'] }))).toBe('genuine')
    expect(reason(await prove(scheme, { headers, now: minutes(60) }))).toBe('token-expired')
    expect(reason(await prove(scheme, { headers, secrets: ['secret-b'] }))).toBe('signature-wrong')
  })

  it('refuses a token of another connection, one with a later end, and no token', async () => {
    const other = await makeAccessToken('00000000-0000-4000-8000-000000000000', 'secret-a', NOW)
    expect(reason(await prove(scheme, { headers: bearer(other) }))).toBe('token-malformed')
    const [id, expires, signature] = (await makeAccessToken(CONNECTION, 'secret-a', NOW)).split('.')
    const longer = `${id}.${Number(expires) + 9999}.${signature}`
    expect(reason(await prove(scheme, { headers: bearer(longer) }))).toBe('signature-wrong')
    expect(reason(await prove(scheme, {}))).toBe('header-missing')
  })
})

describe('a body that is a signed JWT', () => {
  const scheme = { way: 'signed-jwt-body', jwksUrl: 'https://vendor.example/jwks.json' } as const

  it('accepts a token under a published key and gives its claims as the event', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] }
    const token = await new SignJWT({ metadata: { event_name: 'course_completed' } })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuedAt(NOW)
      .sign(privateKey)
    const finding = await prove(scheme, { body: token, jwks, secrets: [] })
    expect(finding).toMatchObject({ genuine: true, strength: 'replayable' })
    const payload = finding.genuine ? finding.payload : undefined
    expect(JSON.parse(new TextDecoder().decode(payload)).metadata).toEqual({ event_name: 'course_completed' })

    const forged = `${token.slice(0, -8)}AAAAAAAA`
    expect(reason(await prove(scheme, { body: forged, jwks, secrets: [] }))).toBe('signature-wrong')
    expect(reason(await prove(scheme, { body: token, jwks: { keys: [] }, secrets: [] }))).toBe(
      'signature-wrong',
    )
    expect(reason(await prove(scheme, { body: token, secrets: [] }))).toBe('key-unavailable')
    expect(reason(await prove(scheme, { body: '{"metadata":{}}', jwks, secrets: [] }))).toBe(
      'token-malformed',
    )
    expect(reason(await prove({ ...scheme, issuer: 'x' }, { body: token, jwks, secrets: [] }))).toBe(
      'token-claim-wrong',
    )
  })

  it('asks for the secret of the address too, where there is one: the keys are those of every customer', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwks = { keys: [await exportJWK(publicKey)] }
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
    expect(reason(await prove(scheme, { body: token, jwks, pathSecret: 'secret-a' }))).toBe('genuine')
    expect(reason(await prove(scheme, { body: token, jwks }))).toBe('secret-wrong')
  })

  it('refuses an unsigned token, a symmetric one, and an expired one', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwks = {
      keys: [
        { ...(await exportJWK(publicKey)), kid: 'k1' },
        { kty: 'oct', k: 'c2VjcmV0', kid: 'k2' },
      ],
    }
    const none = `${btoa('{"alg":"none"}').replace(/=+$/, '')}.e30.AA`
    expect(reason(await prove(scheme, { body: none, jwks, secrets: [] }))).toBe('token-algorithm-refused')
    const symmetric = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256', kid: 'k2' })
      .sign(utf8('secret'))
    expect(reason(await prove(scheme, { body: symmetric, jwks, secrets: [] }))).toBe(
      'token-algorithm-refused',
    )
    const old = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setExpirationTime(minutes(-60))
      .sign(privateKey)
    expect(reason(await prove(scheme, { body: old, jwks, secrets: [] }))).toBe('token-expired')
  })
})
