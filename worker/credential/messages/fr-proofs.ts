/** French texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': 'La preuve n’est pas écrite comme sa spécification l’exige : {detail}.',
  'too-many-proofs': 'L’attestation porte {count} preuves ; pas plus de {limit} ne sont examinées.',
  'proof-purpose-mismatch': 'La preuve a été faite pour « {found} », et il faut ici « {expected} ».',
  'proof-date-malformed': 'La date « {value} » dans la preuve n’est pas une date avec heure et fuseau.',
  'proof-created-in-future': 'La preuve dit qu’elle sera faite le {created}, ce qui est dans le futur.',
  'proof-expired':
    'La preuve elle-même a pris fin le {expires}. Demandez à l’émetteur un exemplaire signé de nouveau.',
  'proof-challenge-mismatch': 'La présentation ne répond pas au défi qui lui a été posé.',
  'proof-domain-mismatch': 'La présentation a été faite pour un autre lieu que celui-ci.',
  'hidden-term':
    'L’attestation donne à « {term} » un autre nom par un contexte à elle, ce qui le cache à ses lecteurs.',
  'unsigned-term': 'Ce qui se lit sous « {term} » n’est pas ce qui a été signé.',
  'unsigned-name':
    'Ce qui se lit sous « {term} » a été signé sous une adresse qui n’indique pas ce nom ; cela n’a donc pas pu être vérifié.',
  'unsigned-type':
    'L’attestation se dit « {term} » ; ce qui a été signé est une adresse qui ne dit pas ce nom : cela n’a pas pu être vérifié.',
  'proof-context-mismatch':
    'La preuve a été faite sous d’autres contextes que ceux que l’attestation déclare.',
  'previous-proof-missing': 'La preuve s’appuie sur une autre ({id}), qui est absente.',
  'previous-proof-failed': 'La preuve s’appuie sur une autre ({id}), qui n’a pas tenu.',
  'base-proof-not-disclosed':
    'C’est la preuve de base du titulaire pour la divulgation sélective ; elle n’est pas destinée à un vérificateur. Demandez au titulaire une attestation dérivée.',
  'undefined-term':
    'Aucun des contextes de l’attestation ne définit le terme « {term} » ; aucune preuve ne peut donc le protéger.',
  'unknown-context':
    'Le contexte {url} n’est pas connu ici ; le sens de l’attestation n’a pas pu être établi.',
  'context-differs':
    'Le contexte {url} n’est pas celui qui a été fixé par son empreinte et n’a pas été utilisé : le sens de l’attestation n’a pas pu être établi.',
  'invalid-json-ld': 'L’attestation n’est pas du JSON-LD bien formé : {detail}.',
  'canonicalization-work-limit':
    'L’attestation est faite de telle sorte que la vérifier demanderait un travail sans limite ; elle n’a pas été vérifiée.',

  // Keys and identities
  'verification-method-malformed':
    'Le nom de la clé, « {id} », n’est ni une URL DID avec fragment ni une URL https.',
  'verification-method-not-found': 'Le document de l’émetteur ne contient pas la clé {id}.',
  'verification-method-not-authorized':
    'Celui à qui appartient la clé {id} ne la déclare pas pour « {purpose} » ; elle ne peut donc pas faire cette preuve.',
  'verification-method-expired': 'La clé {id} a pris fin le {expires}, avant que la preuve soit faite.',
  'verification-method-retired': 'La clé {id} a pris fin le {expires}, après que la preuve a été faite.',
  'verification-method-revoked': 'La clé {id} a été révoquée le {revoked}.',
  'verification-method-wrong-kind': 'La clé {id} n’est pas du genre qu’il faut à cette preuve.',
  'key-malformed': 'La clé de l’émetteur n’est pas bien formée.',
  'key-type-unsupported': 'La clé de l’émetteur est d’un genre inutilisable ici.',
  'key-size-unsupported':
    'La clé RSA de l’émetteur est plus courte ou plus longue que ce qui est sûr (de 2048 à 8192 bits).',
  'key-has-private-members':
    'La clé publique de l’émetteur montre sa moitié privée : n’importe qui a pu signer avec elle. Prévenez l’émetteur.',
  'did-malformed': '« {id} » n’est pas un DID bien formé.',
  'did-method-unsupported': 'Les identités du genre did:{method} ne peuvent pas être consultées ici.',
  'controller-document-mismatch': 'Le document trouvé pour {id} dit qu’il porte sur {found}.',
  'key-document-unreachable':
    'Le document de l’émetteur à {url} n’a pas pu être obtenu. Réessayez plus tard.',
  'key-document-unavailable':
    'Le document de l’émetteur à {url} a répondu par le statut {status}. Réessayez plus tard.',
  'key-document-unreadable': 'Ce qu’a répondu {url} n’est pas un document JSON qui indique des clés.',
  'issuer-missing': 'L’attestation ne dit pas qui l’a délivrée.',
  'key-not-issuers': 'Il n’a pas été montré que la clé qui a signé appartient à l’émetteur {issuer}.',
  'issuer-not-resolvable':
    'L’émetteur est désigné par {issuer}, qui n’est ni un DID ni une adresse web : rien ne peut montrer si la clé qui a signé est la sienne.',
  'issuer-keys-not-checked':
    'On n’a pas pu voir si la clé appartient à l’émetteur {issuer}. Réessayez plus tard.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'Le jeton n’est pas un jeton signé en trois parties : {detail}.',
  'jwt-unsigned':
    'Le jeton dit qu’il n’a pas besoin de signature (alg "none") ; rien ne montre donc qu’il est authentique.',
  'jwt-symmetric': 'Le jeton est protégé par un secret partagé ({alg}), ce qui ne prouve rien aux autres.',
  'jwt-key-missing': 'Le jeton ne dit pas quelle clé l’a signé (ni kid ni jwk dans son en-tête).',
  'jwt-critical-header': 'Le jeton exige une extension d’en-tête qui n’est pas comprise ici : {name}.',
  'jwt-embedded-key-stranger':
    'Le jeton apporte sa propre clé, et cette clé n’est pas de l’émetteur. N’importe qui a pu le faire.',
  'jwt-embedded-key-mismatch': 'Le jeton nomme une clé et en apporte une autre.',
  'jwt-type-mismatch':
    'Le type du jeton, « {typ} », n’est pas celui d’une attestation ou d’une présentation.',
  'jwt-claim-missing': 'Il manque au jeton la donnée « {claim} ».',
  'jwt-claim-mismatch': 'La donnée « {claim} » du jeton n’est pas égale à {member} de l’attestation.',
  'jwt-claim-malformed': 'La donnée « {claim} » du jeton n’a pas la bonne forme.',
  'jwt-subject-missing': 'Il manque au jeton la donnée « sub », qui répète l’identifiant de l’apprenant.',
  'jwt-claim-forbidden': 'Un jeton du type « {typ} » ne doit pas contenir la donnée « {claim} ».',
  'jwt-expired': 'Le jeton a pris fin le {at}.',
  'jwt-not-yet-valid': 'Le jeton commence le {at}.',
}
