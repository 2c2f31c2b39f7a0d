/** French texts of findings, by code. The source is en.ts. */
import { proofTexts } from './fr-proofs.ts'
import { frWords } from './fr-words.ts'
import type { CompleteFindingTexts } from './translations.ts'

export const fr: CompleteFindingTexts = {
  words: frWords,
  // Intake: reading what was given
  'input-empty': 'Il n’y a rien à vérifier : le fichier ou le texte est vide.',
  'input-too-large':
    'C’est trop volumineux pour une attestation (la limite est de 10 Mo). Donnez l’attestation seule.',
  'input-not-recognised':
    'Aucune attestation n’a été reconnue ici. Donnez son JSON, son jeton, une image de badge (PNG ou SVG), un certificat PDF ou son lien.',
  'input-is-page':
    'C’est une page web sans attestation. Donnez le lien de la page, ou téléchargez-y l’attestation.',
  'input-is-definition':
    'Ceci décrit un badge ou son émetteur et n’a été décerné à personne. Donnez l’attestation reçue par une personne.',
  'only-a-link':
    '{host} montre une page et ne publie aucune attestation vérifiable. Seule cette page peut dire si elle est authentique ; demandez le fichier du badge.',
  'url-not-followed': 'C’est un lien vers {host} ; il n’a pas été ouvert ici.',
  'url-unreachable': '{host} n’a pas pu être joint ; l’attestation n’a pas pu être lue. Réessayez plus tard.',
  'url-timeout':
    '{host} a mis trop de temps à répondre ; l’attestation n’a pas pu être lue. Réessayez plus tard.',
  'url-too-large': 'La réponse de {host} est trop volumineuse pour une attestation.',
  'url-wrong-type':
    '{host} a répondu par quelque chose qui n’est ni une attestation, ni une image, ni une page.',
  'url-unresolved':
    '{host} est introuvable : ce nom ne mène à aucune adresse ou n’a pas pu être résolu. Vérifiez le lien ou réessayez plus tard.',
  'url-refused': 'Ce lien vers {host} n’a pas été ouvert : seules les adresses https publiques le sont.',
  'url-offline': 'Vérification sans réseau : le lien vers {host} n’a pas été ouvert.',
  'url-not-found': '{host} ne connaît aucune attestation à ce lien. Vérifiez qu’il a été copié en entier.',
  'url-gone': '{host} indique que cette attestation n’existe plus : retirée ou révoquée.',
  'url-forbidden':
    '{host} ne montre cette attestation qu’aux personnes connectées. Demandez qu’elle soit rendue publique.',
  'url-status':
    '{host} a répondu par une erreur ({status}) ; l’attestation n’a pas pu être lue. Réessayez plus tard.',
  'json-syntax': 'Cela commence comme du JSON mais n’est pas bien formé. Copiez de nouveau tout le fichier.',
  'json-too-large': 'Ce JSON est plus gros que ne devrait l’être une attestation et n’a pas été lu.',
  'json-too-deep': 'Ce JSON est trop profondément imbriqué pour une attestation et n’a pas été lu.',
  'json-duplicate-key':
    'Le nom « {detail} » figure deux fois dans un même objet : les programmes peuvent y lire des choses différentes. On ne peut pas s’y fier ; demandez à l’émetteur un exemplaire correct.',
  'json-forbidden-key': 'Le nom « {detail} » n’est pas permis dans une attestation.',
  'json-lone-surrogate':
    'Le texte contient un caractère brisé ; ce ne peut donc pas être ce qui a été signé.',
  'json-number-range':
    'Le nombre {detail} est trop grand pour être lu exactement ; ce qui est montré pourrait ne pas être ce qui a été signé.',
  'baked-nothing':
    'Ce fichier ne contient aucune attestation : peut-être une capture d’écran ou une simple copie. Utilisez le fichier d’origine de l’émetteur.',
  'baked-truncated': 'Le fichier s’arrête trop tôt : il n’a pas été téléchargé ou copié en entier.',
  'baked-damaged': 'L’attestation dans ce fichier est abîmée. Téléchargez de nouveau l’original.',
  'baked-several':
    'Ce fichier contient deux attestations au même endroit ; on ne sait pas laquelle compte. Demandez à l’émetteur un fichier correct.',
  'baked-too-large':
    'Ce que contient ce fichier est plus gros que ne devrait l’être une attestation et n’a pas été lu.',
  'baked-not-text': 'Ce que ce fichier contient en guise d’attestation n’est pas du texte lisible.',
  'svg-malformed': 'Cette image SVG n’est pas bien formée ; une attestation ne peut y être lue en sûreté.',
  'pdf-encrypted': 'Ce PDF est chiffré. Ouvrez-le, enregistrez-le sans protection et réessayez.',
  'not-a-token': 'Cela ressemble à un jeton mais ne peut être décodé. Copiez de nouveau le jeton entier.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'L’attestation masque ses données par un hachage qui n’est pas connu ici.',
  'sd-jwt-disclosure-malformed': 'Une donnée révélée n’est pas écrite comme SD-JWT l’exige.',
  'sd-jwt-disclosure-twice': 'Une donnée est révélée, ou annoncée, deux fois.',
  'sd-jwt-disclosure-stray': 'Une donnée a été révélée que l’émetteur n’a pas signée.',
  'sd-jwt-claim-collision': 'Une donnée révélée en cacherait une autre du même nom.',
  'sd-jwt-too-deep': 'Les données sont trop profondément imbriquées pour une attestation.',
  'sd-jwt-certificate':
    'L’émetteur n’est nommé que par un certificat (x5c), et il n’est pas décidé ici à quels certificats se fier.',
  'key-binding-missing': 'Le titulaire n’a pas signé cette présentation, comme il était demandé.',
  'key-binding-failed': 'La signature du titulaire sur cette présentation ne tient pas ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address':
    'Le badge dit que son hébergeur le confirme, mais son id ({id}) n’est pas une adresse web.',
  'hosted-unreachable': 'L’hébergeur du badge n’a pas pu être interrogé : {url} ({reason}).',
  'hosted-unknown': 'L’hébergeur du badge ne le connaît pas : rien n’est publié à {url}.',
  'hosted-id-mismatch': 'Le badge publié à {expected} en est un autre : il se nomme {found}.',
  'hosted-differs':
    'Le badge a été modifié : ce que publie son hébergeur diffère en {properties}. Seul compte ce qui est publié.',
  'hosted-dates-differ': 'Les dates diffèrent de celles que publie l’hébergeur, qui font foi ({properties}).',
  'hosted-outside-scope':
    'Le badge est publié à {assertion}, où l’émetteur {issuer} ne publie pas de badges : n’importe qui a pu l’y mettre.',
  'badge-class-unreachable': 'La description du badge à {url} n’a pas pu être obtenue ({reason}).',
  'badge-class-mismatch':
    'La description du badge n’est pas celle qu’il nomme : {expected} était attendu, {found} a été trouvé.',
  'issuer-id-not-web': 'L’émetteur est nommé par « {id} », qui n’est pas une adresse web où l’interroger.',
  'issuer-profile-unreachable': 'Le profil de l’émetteur à {url} n’a pas pu être obtenu ({reason}).',
  'issuer-profile-mismatch': 'Le profil publié à {expected} est celui d’un autre : {found}.',
  'signing-key-missing': 'Ni le badge ni son émetteur ne nomment la clé qui l’a signé.',
  'signing-key-unknown':
    'La signature n’a pas pu être vérifiée, car le profil de l’émetteur n’a pas pu être lu.',
  'signing-key-unreachable': 'La clé qui a signé le badge n’a pas pu être obtenue de {url} ({reason}).',
  'signing-key-malformed': 'Ce que contient {url} n’est pas une clé publique lisible.',
  'signing-key-not-issuers':
    'La clé {key} n’appartient pas à l’émetteur {issuer} : il ne la nomme pas comme sienne.',
  'revocation-list-unreachable':
    'La liste des badges révoqués de l’émetteur à {url} n’a pas pu être obtenue ({reason}) ; on ne sait pas si celui-ci a été révoqué.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
  'sentence-valid-domain':
    'Valide. La signature prouve que {domain} a délivré cette attestation sans changement, et rien ne dit qu’elle ait été retirée.',
  'sentence-valid-signature':
    'Valide. La signature prouve que le détenteur de la clé de l’émetteur l’a délivrée sans changement. Qui il est, aucun domaine web ne le confirme.',
  'sentence-valid-host':
    'Valide. {domain} confirme cette attestation sur son propre site. Elle ne porte pas de signature.',
  'sentence-link':
    'Seulement un lien. Il mène à une page qui montre peut-être une attestation, mais rien de vérifiable n’y est publié.',
  'sentence-expired': 'Expirée. Elle était valide jusqu’au {validUntil}.',
  'sentence-not-yet-valid': 'Pas encore valide. Elle le sera le {validFrom}.',
  'sentence-revoked': 'Révoquée. L’émetteur a retiré cette attestation.',
  'sentence-suspended': 'Suspendue. L’émetteur a mis cette attestation en suspens pour le moment.',
  'sentence-tampered':
    'Pas authentique en l’état. Elle a été modifiée après signature, ou la signature n’est pas celle de l’émetteur. Demandez l’original.',
  'sentence-issuer-mismatch':
    'Pas délivrée par celui qu’elle nomme. La signature appartient à un autre que l’émetteur indiqué.',
  'sentence-malformed': 'Pas une attestation bien formée. Une partie nécessaire manque ou est fausse.',
  'sentence-recipient-mismatch': 'Délivrée à une autre personne que celle que vous avez nommée.',
  'sentence-unknown-issuer':
    'N’a pas pu être vérifiée : la clé de l’émetteur n’a pas pu être trouvée ou jointe. Réessayez plus tard.',
  'sentence-not-checked':
    'N’a pas pu être entièrement vérifiée : un élément décisif manquait, était illisible ou injoignable.',
  'sentence-unsupported':
    'N’a pas pu être vérifiée : elle est sécurisée d’une façon que Laurel ne connaît pas.',
  'sentence-unsigned':
    'Non prouvée. Elle ne porte pas de signature et aucun site d’émetteur ne la confirme : n’importe qui a pu l’écrire.',

  // Reading several, and credentials within credentials
  'too-many-credentials':
    'Plus de {max} attestations ont été données ; les suivantes n’ont pas été examinées.',
  'nested-too-deep':
    'Des attestations sont imbriquées sur plus de {max} niveaux ; les plus profondes n’ont pas été examinées.',
  'check-failed': 'Cette vérification a échoué sur un contenu inattendu ; on n’en sait rien.',

  // Structure
  'context-invalid': 'La propriété @context doit être une liste qui commence par « {expected} ».',
  'context-not-list': 'La propriété @context devrait être une liste ; celle-ci est une valeur seule.',
  'type-missing': 'Le type « {type} » manque.',
  'property-missing': 'La propriété « {property} » manque.',
  'property-invalid': 'La propriété « {property} » n’est pas comme elle doit être ({expected}).',
  'property-empty': 'La propriété « {property} » est vide.',
  'date-invalid':
    'La propriété « {property} » doit être une date et une heure avec fuseau horaire, comme 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'La validité prend fin ({validUntil}) avant de commencer ({validFrom}).',
  'date-without-time-zone': 'La propriété « {property} » n’a pas de fuseau horaire ; elle a été lue en UTC.',
  'format-unsupported': 'Laurel ne vérifie pas ce genre de document ({type}).',

  // Proof
  'signature-mismatch':
    'La signature ne correspond pas : l’attestation a été modifiée après signature, ou signée par une autre clé.',
  'proof-type-unknown': 'Ce genre de signature ({type}) n’est pas connu ; il n’a pas pu être vérifié.',
  'cryptosuite-unknown':
    'Le procédé « {cryptosuite} » n’est pas connu ; la signature n’a pas pu être vérifiée.',
  'algorithm-unknown':
    'L’algorithme de signature « {algorithm} » n’est pas connu ; la signature n’a pas pu être vérifiée.',
  'proof-missing': 'Cette attestation ne porte pas de signature.',
  'presentation-unsigned':
    'La présentation n’est pas signée ; elle ne répond donc pas au défi ou au domaine demandé.',

  // Validity
  expired: 'Expirée : elle était valide jusqu’au {validUntil}.',
  'not-yet-valid': 'Pas encore valide : elle le sera le {validFrom}.',

  // Status
  revoked: 'L’émetteur a révoqué cette attestation.',
  'revoked-reason': 'L’émetteur a révoqué cette attestation. Motif donné : {reason}',
  suspended: 'L’émetteur a suspendu cette attestation.',
  'status-message': 'La liste de statut de l’émetteur dit : {message}',
  'refresh-available': 'L’émetteur dit qu’il existe une version plus récente de cette attestation.',
  'status-purpose-unknown':
    'L’émetteur a posé sur cette attestation une marque de finalité « {purpose} » ; on ne sait pas ce qu’elle signifie.',
  'status-type-unknown':
    'Le type de statut « {type} » n’est pas connu ; on n’a pas pu vérifier si l’attestation tient toujours.',
  'status-entry-malformed': 'L’entrée de statut est mal formée : {property} doit être {expected}.',
  'status-list-unreachable':
    'La liste de statut à {url} n’a pas pu être obtenue ({reason}) ; on ne sait pas si l’attestation tient toujours.',
  'status-list-in-store':
    'La liste de statut se trouve dans un dépôt de l’émetteur ({url}) qui ne répond qu’à des messages et à aucune adresse ; impossible donc de vérifier si l’attestation tient toujours.',
  'status-list-not-located':
    'Le document de l’émetteur ne dit pas où se trouve la liste de statut {url} ; on ignore donc si l’attestation tient toujours.',
  'status-list-malformed': 'La liste de statut à {url} est mal formée : {detail}.',
  'status-list-unreadable':
    'La liste de statut à {url} n’est pas une chaîne de bits telle que sa spécification la veut (défaut connu de son logiciel) : le statut ne peut pas y être lu.',
  'status-list-unproven': 'La liste de statut à {url} n’est pas valablement signée et ne prouve donc rien.',
  'status-list-unsigned': 'La liste de statut à {url} n’est pas signée ; son hébergeur a été cru sur parole.',
  'status-list-issuer-mismatch':
    'La liste de statut à {url} est émise par {listIssuer}, et non par l’émetteur de l’attestation.',
  'status-list-purpose-mismatch':
    'La liste de statut à {url} a pour finalité {listPurpose}, et non {purpose}.',
  'status-list-outdated': 'La liste de statut à {url} n’est pas valide en ce moment.',
  'status-list-too-short':
    'La liste de statut à {url} a {length} entrées, moins que les {minimum} qui empêchent de distinguer ses titulaires.',
  'status-list-too-large': 'La liste de statut à {url} dépasse les {max} octets qui sont lus.',
  'status-index-out-of-range': 'La liste de statut à {url} n’a pas d’entrée {index}.',
  'too-many-status-entries':
    'L’attestation a {count} entrées de statut ; pas plus de {max} ne sont examinées, son statut reste donc inconnu.',

  // Schema
  'schema-mismatch': 'L’attestation n’est pas conforme à son schéma {url} : {detail}',
  'schema-unreachable': 'Le schéma {url} n’a pas pu être obtenu ({reason}).',
  'schema-malformed': 'Ce que répond {url} n’est pas un JSON Schema applicable.',
  'schema-unproven':
    'Le schéma {url} n’est pas valablement signé, comme son type l’exige ; il n’a donc pas été appliqué.',
  'schema-type-unknown': 'Le type de schéma « {type} » n’est pas connu ; il n’a pas été appliqué.',

  // Recipient
  'recipient-mismatch': 'La personne que vous avez nommée n’est pas celle de l’attestation.',
  'recipient-unnamed': 'L’attestation ne nomme pas son destinataire d’une façon qui permette de comparer.',

  // Network, in general
  'document-unreachable': '{url} n’a pas pu être obtenu ({reason}).',
  'document-malformed': 'Ce que répond {url} n’est pas ce qui doit s’y trouver.',

  // Trust
  'issuer-not-registered': 'L’émetteur ne figure dans aucun des registres de confiance interrogés.',
  'registry-unreachable': 'Le registre de confiance {registry} n’a pas pu être interrogé ({reason}).',
  'domain-not-linked': '{domain} ne confirme pas que cet identifiant est le sien.',
  'domain-linkage-unreachable': 'On n’a pas pu demander si {domain} confirme cet identifiant ({reason}).',

  // Nested
  'nested-invalid': 'Une attestation incluse n’est pas valide.',
  'nested-unchecked': 'Une attestation incluse n’a pas pu être vérifiée.',
  'endorsement-invalid': 'Une approbation n’est pas valide et ne compte pas.',
  'endorsement-unchecked': 'Une approbation n’a pas pu être vérifiée.',
  'endorsement-of-another': 'Une approbation porte sur autre chose que cette attestation.',

  // Around the credential
  'achievement-differs': 'La réussite publiée à {url} est maintenant différente : {properties}.',
  'image-unreachable': 'L’image à {url} n’a pas pu être obtenue ({reason}).',
  'image-kind': 'Ce que répond {url} n’est pas une image qu’un badge peut porter.',
  'related-resource-mismatch':
    'La ressource à {url} n’est pas celle avec laquelle l’attestation a été signée : son empreinte diffère.',
  'related-resource-unreachable': 'La ressource liée à {url} n’a pas pu être obtenue ({reason}).',
  'related-resource-digest-unknown':
    'L’empreinte de la ressource liée {url} est d’un genre qui n’est pas connu.',
  'refresh-announced': 'L’émetteur propose des versions plus récentes de cette attestation à {url}.',
  'refresh-fetched': 'Une version plus récente a été obtenue de {url} ; son verdict : {verdict}.',
  'refresh-failed':
    'La version plus récente à {url} n’a pas pu être obtenue ou n’est pas plus récente ; celle-ci reste.',
  'refresh-type-unknown': 'Le type de service de mise à jour « {type} » n’est pas connu.',
  ...proofTexts,
}
