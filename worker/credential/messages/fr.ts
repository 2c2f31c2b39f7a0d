/** French texts of findings, by code. The source is en.ts; a code that is missing here is told in English. */
import type { FindingTexts } from './translations.ts'

export const fr: FindingTexts = {
  'input-empty': 'Il n’y a rien à vérifier : le fichier ou le texte est vide.',
  'input-too-large':
    'C’est trop volumineux pour une attestation (la limite est de 10 Mo). Donnez l’attestation seule.',
  'input-not-recognised':
    'Aucune attestation n’a été reconnue ici. Donnez son JSON, son jeton, une image de badge (PNG ou SVG), un certificat PDF ou son lien.',
  'input-is-page':
    'C’est une page web sans attestation. Donnez le lien de la page, ou téléchargez-y l’attestation.',
  'only-a-link':
    '{host} montre une page et ne publie aucune attestation vérifiable. Seule cette page peut dire si elle est authentique ; demandez le fichier du badge.',
  'url-unreachable': '{host} n’a pas pu être joint ; l’attestation n’a pas pu être lue. Réessayez plus tard.',
  'url-timeout':
    '{host} a mis trop de temps à répondre ; l’attestation n’a pas pu être lue. Réessayez plus tard.',
  'url-too-large': 'La réponse de {host} est trop volumineuse pour une attestation.',
  'url-refused': 'Ce lien vers {host} n’a pas été ouvert : seules les adresses https publiques le sont.',
  'url-offline': 'Vérification sans réseau : le lien vers {host} n’a pas été ouvert.',
  'url-not-found': '{host} ne connaît aucune attestation à ce lien. Vérifiez qu’il a été copié en entier.',
  'url-gone': '{host} indique que cette attestation n’existe plus : retirée ou révoquée.',
  'url-forbidden':
    '{host} ne montre cette attestation qu’aux personnes connectées. Demandez qu’elle soit rendue publique.',
  'url-status': '{host} a répondu par une erreur ({status}) ; l’attestation n’a pas pu être lue.',
  'json-syntax': 'Cela commence comme du JSON mais n’est pas bien formé. Copiez de nouveau tout le fichier.',
  'json-too-deep': 'Ce JSON est trop profondément imbriqué pour une attestation et n’a pas été lu.',
  'baked-nothing':
    'Ce fichier ne contient aucune attestation : peut-être une capture d’écran ou une simple copie. Utilisez le fichier d’origine de l’émetteur.',
  'baked-truncated': 'Le fichier s’arrête trop tôt : il n’a pas été téléchargé ou copié en entier.',
  'baked-damaged': 'L’attestation dans ce fichier est abîmée. Téléchargez de nouveau l’original.',
  'not-a-token': 'Cela ressemble à un jeton mais ne peut être décodé. Copiez de nouveau le jeton entier.',
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
    'N’a pas pu être vérifiée : la clé de l’émetteur n’a pas pu être trouvée ou jointe. Réessayez plus tard.',
  'sentence-not-checked':
    'N’a pas pu être entièrement vérifiée : un élément décisif manquait, était illisible ou injoignable.',
  'sentence-unsupported':
    'N’a pas pu être vérifiée : elle est sécurisée d’une façon que Laurel ne connaît pas.',
  'sentence-unsigned':
    'Non prouvée. Elle ne porte pas de signature et aucun site d’émetteur ne la confirme : n’importe qui a pu l’écrire.',
  'signature-mismatch':
    'La signature ne correspond pas : l’attestation a été modifiée après signature, ou signée par une autre clé.',
  'proof-missing': 'Cette attestation ne porte pas de signature.',
  'cryptosuite-unknown':
    'Le procédé « {cryptosuite} » n’est pas connu ; la signature n’a pas pu être vérifiée.',
  'key-not-issuers': 'Il n’a pas été montré que la clé qui a signé appartient à l’émetteur {issuer}.',
  'issuer-keys-not-checked':
    'On n’a pas pu voir si la clé appartient à l’émetteur {issuer}. Réessayez plus tard.',
  'key-document-unreachable':
    'Le document de l’émetteur à {url} n’a pas pu être obtenu. Réessayez plus tard.',
  'property-missing': 'La propriété « {property} » manque.',
  'property-invalid': 'La propriété « {property} » n’est pas comme elle doit être ({expected}).',
  expired: 'Expirée : elle était valide jusqu’au {validUntil}.',
  'not-yet-valid': 'Pas encore valide : elle le sera le {validFrom}.',
  'no-expiry': 'Elle n’a pas de fin de validité.',
  revoked: 'L’émetteur a révoqué cette attestation.',
  'revoked-reason': 'L’émetteur a révoqué cette attestation. Motif donné : {reason}',
  suspended: 'L’émetteur a suspendu cette attestation.',
  'refresh-available': 'L’émetteur dit qu’il existe une version plus récente de cette attestation.',
  'status-list-unreachable':
    'La liste de statut à {url} n’a pas pu être obtenue ({reason}) ; on ne sait pas si l’attestation tient toujours.',
  'status-list-unproven': 'La liste de statut à {url} n’est pas valablement signée et ne prouve donc rien.',
  'status-list-outdated': 'La liste de statut à {url} n’est pas valide en ce moment.',
  'recipient-mismatch': 'La personne que vous avez nommée n’est pas celle de l’attestation.',
  'document-unreachable': '{url} n’a pas pu être obtenu ({reason}).',
  'nested-invalid': 'Une attestation incluse n’est pas valide.',
  'check-failed': 'Cette vérification a échoué sur un contenu inattendu ; on n’en sait rien.',
}
