/** What the verifier reads of a credential by its name in JSON: data for misread-terms.ts. Pure. */
import { OTHER_NAMES } from './stated-value.ts'

const CREDENTIALS = 'https://www.w3.org/2018/credentials#'
const STATUS = 'https://www.w3.org/ns/credentials/status#'
const SECURITY = 'https://w3id.org/security#'

/** Predicates that decide how a credential is judged, by the name under which a verifier reads them. */
export const READ_BY_NAME: ReadonlyMap<string, string> = new Map([
  [`<${CREDENTIALS}issuer>`, 'issuer'],
  [`<${CREDENTIALS}holder>`, 'holder'],
  [`<${CREDENTIALS}credentialSubject>`, 'credentialSubject'],
  [`<${CREDENTIALS}credentialStatus>`, 'credentialStatus'],
  [`<${CREDENTIALS}validFrom>`, 'validFrom'],
  [`<${CREDENTIALS}validUntil>`, 'validUntil'],
  [`<${CREDENTIALS}issuanceDate>`, 'issuanceDate'],
  [`<${CREDENTIALS}expirationDate>`, 'expirationDate'],
  [`<${CREDENTIALS}refreshService>`, 'refreshService'],
  [`<${CREDENTIALS}credentialSchema>`, 'credentialSchema'],
  [`<${CREDENTIALS}relatedResource>`, 'relatedResource'],
  [`<${CREDENTIALS}verifiableCredential>`, 'verifiableCredential'],
  [`<${SECURITY}digestMultibase>`, 'digestMultibase'],
  [`<${CREDENTIALS}digestSRI>`, 'digestSRI'],
  [`<${STATUS}statusPurpose>`, 'statusPurpose'],
  [`<${STATUS}statusListIndex>`, 'statusListIndex'],
  [`<${STATUS}statusSize>`, 'statusSize'],
  [`<${STATUS}statusListCredential>`, 'statusListCredential'],
  [`<${STATUS}encodedList>`, 'encodedList'],
  [`<${SECURITY}cryptosuite>`, 'cryptosuite'],
  [`<${SECURITY}proofPurpose>`, 'proofPurpose'],
  [`<${SECURITY}verificationMethod>`, 'verificationMethod'],
  [`<${SECURITY}expiration>`, 'expires'],
  [`<${SECURITY}challenge>`, 'challenge'],
  [`<${SECURITY}domain>`, 'domain'],
  [`<${SECURITY}previousProof>`, 'previousProof'],
])

/** Members that the checks, the display form and the recipient's comparison read. A test holds it complete. */
export const READ_MEMBERS: ReadonlySet<string> = new Set(
  `issuer holder credentialSubject credentialStatus credentialSchema refreshService relatedResource evidence
  validFrom validUntil issuanceDate expirationDate awardedDate issuedOn expires name description image caption url email
  achievement hasCredential achievementType criteria narrative tag tags alignment creator humanCode fieldOfStudy
  specialization creditsAvailable inLanguage version targetName targetUrl targetCode targetFramework targetType
  targetDescription identifier identityHash identityType hashed salt givenName familyName role term licenseNumber
  creditsEarned activityStartDate activityEndDate endorsementComment genre audience result resultDescription value status
  achievedLevel rubricCriterionLevel resultType valueMin valueMax requiredValue requiredLevel allowedValue
  statusPurpose statusListIndex statusSize statusListCredential revocationListIndex revocationListCredential statusMessage message encodedList ttl
  digestSRI digestMultibase verifiableCredential cryptosuite proofPurpose verificationMethod created challenge domain previousProof`.split(
    /\s+/,
  ),
)

/** By the name that a predicate tells (stated-value.ts, nameOf): the member that it is read under. */
export const MEMBER_OF_NAME: ReadonlyMap<string, string> = new Map(
  [...READ_MEMBERS].flatMap((member) => {
    const name = member.toLowerCase()
    const other = OTHER_NAMES.get(name)
    return [[name, member] as const, ...(other === undefined ? [] : [[other, member] as const])]
  }),
)

/** Of these nothing may be hidden, which decides how they are read. */
export const WHOLE_PARTS: ReadonlySet<string> = new Set([
  'credentialStatus',
  'credentialSchema',
  'relatedResource',
  'refreshService',
])
