/** The reference of what wallets ask by OpenID for Verifiable Credential Issuance 1.0. */
import { type Operation, operations } from '../openapi.ts'

const tag = 'Wallets'
const json = { mediaTypes: ['application/json'] }

export const oid4vciOperations = /* @__PURE__ */ operations((): readonly Operation[] => [
  {
    method: 'get',
    path: '/.well-known/openid-credential-issuer/achievements/{id}',
    tag,
    summary: 'Credential Issuer Metadata; the issuer identifier is the address of the achievement.',
    description:
      'Two configurations, ldp_vc and jwt_vc_json: both signed forms of the same credential. No key of the wallet is bound, so no proofs are asked for, and one that is sent is ignored.',
    access: 'public',
    responses: { 200: { description: 'The metadata.', ...json } },
  },
  {
    method: 'get',
    path: '/.well-known/oauth-authorization-server/achievements/{id}',
    tag,
    summary: 'Authorization Server Metadata (RFC 8414).',
    access: 'public',
    responses: { 200: { description: 'The metadata.', ...json } },
  },
  {
    method: 'post',
    path: '/oid4vci/token',
    tag,
    summary: 'Exchange a pre-authorized code, once, for an access token of ten minutes.',
    access: 'public',
    request: { mediaTypes: ['application/x-www-form-urlencoded'] },
    responses: {
      200: { description: 'The token.', ...json },
      400: {
        description: 'An error by RFC 6749, section 5.2: `invalid_grant`, `invalid_request` …',
        ...json,
      },
    },
  },
  {
    method: 'post',
    path: '/oid4vci/credential',
    tag,
    summary: 'The credential in the form asked for: the bytes as they were signed. With the access token.',
    access: 'public',
    request: {
      mediaTypes: ['application/json'],
      example: { credential_configuration_id: 'ldp_vc' },
    },
    responses: {
      200: { description: 'The Credential Response.', ...json },
      400: {
        description:
          'An error by section 8.3.1: `unknown_credential_configuration`, `credential_request_denied` …',
        ...json,
      },
      401: { description: '`invalid_token`, by RFC 6750.', ...json },
    },
  },
  {
    method: 'post',
    path: '/oid4vci/notification',
    tag,
    summary: 'The wallet tells whether it kept the credential.',
    access: 'public',
    request: {
      mediaTypes: ['application/json'],
      example: { notification_id: '0d0e…', event: 'credential_accepted' },
    },
    responses: {
      204: { description: 'Noted.' },
      400: { description: '`invalid_notification_id` or `invalid_notification_request`.', ...json },
      401: { description: '`invalid_token`, by RFC 6750.', ...json },
    },
  },
])
