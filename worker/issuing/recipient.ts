/**
 * A learner as the credential knows them, and as we look them up. The e-mail address stands in the credential only as a salted
 * hash, and here only as a keyed hash (an index that nobody without the key-encryption key can test guesses against).
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Identity } from '../credential/openbadges/index.ts'
import type { Recipient } from './issue-request.ts'
import type { Vault } from './vault.ts'

const SALT_BYTES = 16

export interface Subject {
  id: string
  identities: Identity[]
}

/** A learner without a DID gets an id of this one credential, so that credentials cannot be linked by it. */
export function subjectOf({ did, email, name, identifiers = [] }: Recipient): Subject {
  return {
    id: did ?? `urn:uuid:${crypto.randomUUID()}`,
    identities: [
      ...(email === undefined ? [] : emailForms(email).map((value) => hashed('emailAddress', value))),
      ...(name === undefined ? [] : [{ identityType: 'name', value: name }]),
      ...identifiers.map(({ type, value, hashed: hide = true }) =>
        hide ? hashed(type, value) : { identityType: type, value },
      ),
    ],
  }
}

/** What a search asks for: an e-mail address, a DID, or `type:value`. */
export async function recipientHash(vault: Vault, issuerId: string, { email, did, identifiers }: Recipient) {
  const first = identifiers?.[0]
  const name = email ?? did ?? `${first?.type}:${first?.value}`
  return await recipientHashOf(vault, issuerId, name)
}

export async function recipientHashOf(vault: Vault, issuerId: string, name: string): Promise<string> {
  return await vault.blindIndex(name.startsWith('did:') ? name : name.toLowerCase(), `recipient:${issuerId}`)
}

/** As written and in lower case: verifiers compare hashes, and people write their address both ways. */
function emailForms(email: string): string[] {
  return [...new Set([email, email.toLowerCase()])]
}

function hashed(identityType: string, value: string): Identity {
  return { identityType, value, salt: bytesToHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES))) }
}
