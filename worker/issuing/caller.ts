/** Who acts: the operator, an API key of one issuer, or the system itself (cron, a vendor's event). Types and scopes only. */

/** What an API key may do. A key belongs to exactly one issuer. */
export const SCOPES = [
  'issuer:read',
  'issuer:write',
  'issuer:export',
  'api-keys:write',
  'keys:write',
  'achievements:read',
  'achievements:write',
  'credentials:read',
  'credentials:issue',
  'credentials:revoke',
  'credentials:erase',
  'connections:read',
  'connections:write',
  'webhooks:read',
  'webhooks:write',
  'vc-api',
] as const

export type Scope = (typeof SCOPES)[number]

export type Caller =
  | { kind: 'operator' }
  | { kind: 'api-key'; apiKeyId: string; issuerId: string; scopes: readonly Scope[] }
  | { kind: 'system'; name: string }

/** For the audit log: `operator`, `api-key:<id>`, `system:<name>`. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'operator') return 'operator'
  return caller.kind === 'api-key' ? `api-key:${caller.apiKeyId}` : `system:${caller.name}`
}
