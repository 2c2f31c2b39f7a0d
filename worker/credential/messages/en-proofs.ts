/** English texts of findings on proofs, keys and identities, by code. The rest, and the rules, are in en.ts. */
export const proofTexts = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': 'The proof is not written as its specification demands: {detail}.',
  'too-many-proofs': 'The credential carries {count} proofs; no more than {limit} are looked at.',
  'proof-purpose-mismatch': 'The proof was made for "{found}", and "{expected}" is needed here.',
  'proof-date-malformed': 'The date "{value}" in the proof is no date with time and offset.',
  'proof-created-in-future': 'The proof says that it will be made at {created}, which lies in the future.',
  'proof-expired': 'The proof itself ended at {expires}. Ask the issuer for a newly signed copy.',
  'proof-challenge-mismatch': 'The presentation does not answer the challenge that was set for it.',
  'proof-domain-mismatch': 'The presentation was made for another place than this one.',
  'hidden-term':
    'The credential gives "{term}" another name by a context of its own, which hides it from its readers.',
  'unsigned-term': 'What is to be read under "{term}" is not what was signed.',
  'unsigned-name':
    'What is to be read under "{term}" was signed by an address that does not tell this name; so it could not be checked.',
  'unsigned-type':
    'The credential calls itself "{term}", and what was signed for it is an address that does not tell this name; so it could not be checked.',
  'proof-context-mismatch': 'The proof was made under other contexts than the credential states.',
  'previous-proof-missing': 'The proof builds on another proof ({id}), which is not there.',
  'previous-proof-failed': 'The proof builds on another proof ({id}), which did not hold.',
  'base-proof-not-disclosed':
    'This is the holder’s base proof for selective disclosure, which is not meant for a verifier. Ask the holder for a derived credential.',
  'undefined-term':
    'The term "{term}" is defined by none of the credential’s contexts, so no proof can protect it.',
  'unknown-context':
    'The context {url} is not known here, so what the credential means could not be worked out.',
  'context-differs':
    'The context {url} is not the one that was pinned by its hash, so that it was not used: what the credential means could not be worked out.',
  'invalid-json-ld': 'The credential is not well-formed JSON-LD: {detail}.',
  'canonicalization-work-limit':
    'The credential is built so that checking it would take unbounded work; it was not checked.',

  // Keys and identities
  'verification-method-malformed':
    'The name of the key, "{id}", is no DID URL with a fragment and no https URL.',
  'verification-method-not-found': 'The issuer’s document does not hold the key {id}.',
  'verification-method-not-authorized':
    'The key {id} is not listed for "{purpose}" by the one it belongs to, so it may not make this proof.',
  'verification-method-expired': 'The key {id} ended at {expires}, before the proof was made.',
  'verification-method-retired': 'The key {id} ended at {expires}, after the proof was made.',
  'verification-method-revoked': 'The key {id} was revoked at {revoked}.',
  'verification-method-wrong-kind': 'The key {id} is not of the kind that this proof needs.',
  'key-malformed': 'The issuer’s key is not well formed.',
  'key-type-unsupported': 'The issuer’s key is of a kind that cannot be used here.',
  'key-size-unsupported': 'The issuer’s RSA key is shorter or longer than is safe (2048 to 8192 bits).',
  'key-has-private-members':
    'The issuer’s public key shows its private half, so anyone could have signed with it. Tell the issuer.',
  'did-malformed': '"{id}" is no well-formed DID.',
  'did-method-unsupported': 'Identities of the kind did:{method} cannot be looked up here.',
  'controller-document-mismatch': 'The document found for {id} says that it is about {found}.',
  'key-document-unreachable': 'The issuer’s document at {url} could not be reached. Try again later.',
  'key-document-unavailable':
    'The issuer’s document at {url} answered with status {status}. Try again later.',
  'key-document-unreadable': 'What {url} answered is no JSON document that states keys.',
  'issuer-missing': 'The credential does not say who issued it.',
  'key-not-issuers': 'The key that signed was not shown to belong to the issuer {issuer}.',
  'issuer-not-resolvable':
    'The issuer is named by {issuer}, which is neither a DID nor a web address: whether the key that signed is its own, nothing can show.',
  'issuer-keys-not-checked':
    'Whether the key that signed belongs to the issuer {issuer} could not be looked up. Try again later.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'The token is not a signed token in three parts: {detail}.',
  'jwt-unsigned':
    'The token says that it needs no signature (alg "none"), so nothing shows that it is genuine.',
  'jwt-symmetric': 'The token is secured by a shared secret ({alg}), which proves nothing to others.',
  'jwt-key-missing': 'The token does not say which key signed it (neither kid nor jwk in its header).',
  'jwt-critical-header': 'The token demands a header extension that is not understood here: {name}.',
  'jwt-embedded-key-stranger':
    'The token brings its own key, and that key is not one of the issuer’s. Anyone could have made it.',
  'jwt-embedded-key-mismatch': 'The token names one key and brings another.',
  'jwt-type-mismatch': 'The token’s type "{typ}" is not that of a credential or presentation.',
  'jwt-claim-missing': 'The token lacks the claim "{claim}".',
  'jwt-claim-mismatch': 'The token’s claim "{claim}" does not equal the credential’s {member}.',
  'jwt-claim-malformed': 'The token’s claim "{claim}" is not of the right form.',
  'jwt-subject-missing': 'The token lacks the claim "sub", which repeats the learner’s identifier.',
  'jwt-claim-forbidden': 'A token of type "{typ}" must not hold the claim "{claim}".',
  'jwt-expired': 'The token ended at {at}.',
  'jwt-not-yet-valid': 'The token begins at {at}.',
} as const
