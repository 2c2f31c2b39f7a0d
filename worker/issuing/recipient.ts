/**
 * A learner as the credential knows them, and as we look them up. The e-mail address stands in the credential only as a salted
 * hash, and here only as a keyed hash (an index that nobody without the key-encryption key can test guesses against).
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import type { JsonObject } from '../credential/json.ts'
import type { Identity } from '../credential/openbadges/index.ts'
import type { Recipient } from './issue-request.ts'
import type { Vault } from './vault.ts'

const SALT_BYTES = 16

export interface Subject {
  id: string
  identities: Identity[]
  identityObjects?: JsonObject[]
}

/** A learner known by a credential that they hold: the address is not kept, its salted hash stands there. */
export interface KnownLearner {
  recipientHash: string
  did: string | null
  /** IdentityObjects as they stand in that credential. */
  identifier: JsonObject[]
}

/** A learner without a DID gets an id of this one credential, so that credentials cannot be linked by it. */
export function subjectOf(recipient: Recipient | KnownLearner): Subject {
  if ('recipientHash' in recipient)
    return { id: recipient.did ?? newSubjectId(), identities: [], identityObjects: recipient.identifier }
  const { did, email, name, identifiers = [] } = recipient
  return {
    id: did ?? newSubjectId(),
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
export async function recipientHash(vault: Vault, issuerId: string, recipient: Recipient | KnownLearner) {
  if ('recipientHash' in recipient) return recipient.recipientHash
  const { email, did, identifiers } = recipient
  const first = identifiers?.[0]
  const name = email ?? did ?? `${first?.type}:${first?.value}`
  return await recipientHashOf(vault, issuerId, name)
}

export async function recipientHashOf(vault: Vault, issuerId: string, name: string): Promise<string> {
  return await vault.blindIndex(name.startsWith('did:') ? name : name.toLowerCase(), `recipient:${issuerId}`)
}

function newSubjectId(): string {
  return `urn:uuid:${crypto.randomUUID()}`
}

/** As written and in lower case: verifiers compare hashes, and people write their address both ways. */
function emailForms(email: string): string[] {
  return [...new Set([email, email.toLowerCase()])]
}

function hashed(identityType: string, value: string): Identity {
  return { identityType, value, salt: bytesToHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES))) }
}
