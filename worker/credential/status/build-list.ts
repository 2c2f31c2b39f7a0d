/** Builds a BitstringStatusListCredential (W3C Bitstring Status List 1.0, section 2.2), unsigned. Pure. */
import type { JsonObject } from '../json.ts'
import { encodeBitstring } from './bitstring.ts'

export interface StatusListRequest {
  /** URL at which it is served. */
  id: string
  issuerId: string
  purpose: 'revocation' | 'suspension'
  bits: Uint8Array
  validFrom: Date
  validUntil: Date
  /** For how long a verifier may go on with a copy. */
  ttlMs: number
}

export async function buildStatusList(request: StatusListRequest): Promise<JsonObject> {
  const { id, issuerId, purpose, bits, validFrom, validUntil, ttlMs } = request
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerId,
    validFrom: isoSeconds(validFrom),
    validUntil: isoSeconds(validUntil),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      ttl: ttlMs,
      encodedList: await encodeBitstring(bits),
    },
  }
}

function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
