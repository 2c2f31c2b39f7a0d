/** German texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed':
    'Der Signaturblock (proof) ist nicht so geschrieben, wie seine Spezifikation es verlangt: {detail}.',
  'too-many-proofs': 'Der Nachweis trägt {count} Signaturen; mehr als {limit} werden nicht angesehen.',
  'proof-purpose-mismatch': 'Die Signatur wurde für „{found}“ gemacht; hier braucht es „{expected}“.',
  'proof-date-malformed': 'Das Datum „{value}“ in der Signatur ist kein Datum mit Uhrzeit und Zeitzone.',
  'proof-created-in-future': 'Die Signatur soll am {created} entstanden sein; das liegt in der Zukunft.',
  'proof-expired':
    'Die Signatur selbst galt bis {expires}. Bitten Sie den Aussteller um ein neu signiertes Exemplar.',
  'proof-challenge-mismatch': 'Die Vorlage beantwortet nicht die Challenge, die ihr gestellt wurde.',
  'proof-domain-mismatch': 'Die Vorlage wurde für eine andere Stelle als diese gemacht.',
  'hidden-term':
    'Der Nachweis gibt „{term}“ durch einen eigenen Kontext einen anderen Namen und verbirgt es so vor seinen Lesern.',
  'unsigned-term': 'Was unter „{term}“ zu lesen ist, ist nicht das, was signiert wurde.',
  'unsigned-name':
    'Was unter „{term}“ zu lesen ist, wurde unter einer Adresse signiert, die diesen Namen nicht nennt; es konnte daher nicht geprüft werden.',
  'unsigned-type':
    'Der Nachweis nennt sich „{term}“; signiert wurde dafür eine Adresse, die diesen Namen nicht nennt. Das ließ sich also nicht prüfen.',
  'proof-context-mismatch': 'Die Signatur wurde unter anderen Kontexten gemacht, als der Nachweis angibt.',
  'previous-proof-missing': 'Die Signatur baut auf einer anderen auf ({id}), die fehlt.',
  'previous-proof-failed': 'Die Signatur baut auf einer anderen auf ({id}), die nicht hält.',
  'base-proof-not-disclosed':
    'Das ist die Grundsignatur des Inhabers für die auswahlweise Offenlegung; sie ist nicht für Prüfende bestimmt. Bitten Sie den Inhaber um einen abgeleiteten Nachweis.',
  'undefined-term':
    'Kein Kontext des Nachweises definiert den Begriff „{term}“; darum kann keine Signatur ihn schützen.',
  'unknown-context':
    'Der Kontext {url} ist hier nicht bekannt; was der Nachweis bedeutet, ließ sich nicht ermitteln.',
  'context-differs':
    'Der Kontext {url} ist nicht der, der durch seinen Hash festgelegt wurde, und blieb ungenutzt: Was der Nachweis bedeutet, ließ sich nicht ermitteln.',
  'invalid-json-ld': 'Der Nachweis ist kein wohlgeformtes JSON-LD: {detail}.',
  'canonicalization-work-limit':
    'Der Nachweis ist so gebaut, dass seine Prüfung endlos Arbeit machen würde; er wurde nicht geprüft.',

  // Keys and identities
  'verification-method-malformed':
    'Der Name des Schlüssels, „{id}“, ist weder eine DID-URL mit Fragment noch eine https-Adresse.',
  'verification-method-not-found': 'Das Dokument des Ausstellers enthält den Schlüssel {id} nicht.',
  'verification-method-not-authorized':
    'Der Schlüssel {id} ist von dem, dem er gehört, nicht für „{purpose}“ freigegeben und darf diese Signatur nicht machen.',
  'verification-method-expired':
    'Der Schlüssel {id} galt bis {expires}, also nicht mehr, als signiert wurde.',
  'verification-method-retired': 'Der Schlüssel {id} galt bis {expires}; signiert wurde vorher.',
  'verification-method-revoked': 'Der Schlüssel {id} wurde am {revoked} widerrufen.',
  'verification-method-wrong-kind': 'Der Schlüssel {id} ist nicht von der Art, die diese Signatur braucht.',
  'key-malformed': 'Der Schlüssel des Ausstellers ist nicht wohlgeformt.',
  'key-type-unsupported':
    'Der Schlüssel des Ausstellers ist von einer Art, die hier nicht verwendet werden kann.',
  'key-size-unsupported':
    'Der RSA-Schlüssel des Ausstellers ist kürzer oder länger, als sicher ist (2048 bis 8192 Bit).',
  'key-has-private-members':
    'Der öffentliche Schlüssel des Ausstellers zeigt auch seine geheime Hälfte; jeder könnte damit signiert haben. Sagen Sie es dem Aussteller.',
  'did-malformed': '„{id}“ ist keine wohlgeformte DID.',
  'did-method-unsupported': 'Kennungen der Art did:{method} können hier nicht nachgesehen werden.',
  'controller-document-mismatch': 'Das zu {id} gefundene Dokument sagt, dass es von {found} handelt.',
  'key-document-unreachable':
    'Das Dokument des Ausstellers unter {url} war nicht erreichbar. Versuchen Sie es später noch einmal.',
  'key-document-unavailable':
    'Das Dokument des Ausstellers unter {url} antwortete mit dem Status {status}. Versuchen Sie es später noch einmal.',
  'key-document-unreadable': 'Was {url} antwortete, ist kein JSON-Dokument, das Schlüssel nennt.',
  'issuer-missing': 'Der Nachweis sagt nicht, wer ihn ausgestellt hat.',
  'key-not-issuers':
    'Dass der Schlüssel, mit dem signiert wurde, dem Aussteller {issuer} gehört, wurde nicht gezeigt.',
  'issuer-not-resolvable':
    'Der Aussteller heißt {issuer}, was weder ein DID noch eine Webadresse ist: Ob der signierende Schlüssel ihm gehört, kann nichts zeigen.',
  'issuer-keys-not-checked':
    'Ob der Schlüssel dem Aussteller {issuer} gehört, konnte nicht nachgesehen werden. Versuchen Sie es später noch einmal.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'Das Token ist kein signiertes Token aus drei Teilen: {detail}.',
  'jwt-unsigned':
    'Das Token sagt, dass es keine Signatur braucht (alg "none"); nichts zeigt also, dass es echt ist.',
  'jwt-symmetric':
    'Das Token ist mit einem gemeinsamen Geheimnis gesichert ({alg}); das beweist anderen nichts.',
  'jwt-key-missing':
    'Das Token sagt nicht, mit welchem Schlüssel es signiert wurde (weder kid noch jwk im Kopf).',
  'jwt-critical-header':
    'Das Token verlangt eine Erweiterung im Kopf, die hier nicht verstanden wird: {name}.',
  'jwt-embedded-key-stranger':
    'Das Token bringt seinen eigenen Schlüssel mit, und der gehört nicht dem Aussteller. Jeder könnte es gemacht haben.',
  'jwt-embedded-key-mismatch': 'Das Token nennt einen Schlüssel und bringt einen anderen mit.',
  'jwt-type-mismatch': 'Der Typ „{typ}“ des Tokens ist nicht der eines Nachweises oder einer Vorlage.',
  'jwt-claim-missing': 'Dem Token fehlt die Angabe „{claim}“.',
  'jwt-claim-mismatch': 'Die Angabe „{claim}“ des Tokens stimmt nicht mit {member} des Nachweises überein.',
  'jwt-claim-malformed': 'Die Angabe „{claim}“ des Tokens hat nicht die richtige Form.',
  'jwt-subject-missing': 'Dem Token fehlt die Angabe „sub“, die die Kennung der lernenden Person wiederholt.',
  'jwt-claim-forbidden': 'Ein Token vom Typ „{typ}“ darf die Angabe „{claim}“ nicht enthalten.',
  'jwt-expired': 'Das Token galt bis {at}.',
  'jwt-not-yet-valid': 'Das Token gilt ab {at}.',
}
