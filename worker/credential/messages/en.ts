/**
 * English texts by code: findings of verification, and sentences for people. `{name}` is a placeholder.
 * Other languages have the same keys. A text says what is wrong and, where someone can act, what to do.
 */
import { proofTexts } from './en-proofs.ts'

export const en = {
  // Intake: reading what was given
  'input-empty': 'There is nothing to check: the file or text is empty.',
  'input-too-large': 'This is too large to be a credential (the limit is 10 MB). Give the credential alone.',
  'input-not-recognised':
    'No credential was recognised here. Give its JSON, its token, a badge picture (PNG or SVG), a PDF certificate or its link.',
  'input-is-page':
    'This is a web page without a credential in it. Give the link of the page, or download the credential from it.',
  'input-is-definition':
    'This describes a badge or its issuer, and was awarded to nobody. Give the credential that a person received.',
  'only-a-link':
    '{host} shows a page, and publishes no credential that could be checked. Whether it is genuine only that page can say; ask the holder for the badge file.',
  'url-not-followed': 'This is a link to {host}, and it was not opened here.',
  'url-unreachable': '{host} could not be reached, so the credential could not be read. Try again later.',
  'url-timeout': '{host} took too long to answer, so the credential could not be read. Try again later.',
  'url-too-large': 'What {host} answered is too large to be a credential.',
  'url-wrong-type': '{host} answered with something that is no credential, picture or page.',
  'url-unresolved':
    '{host} could not be found: its name leads to no address, or could not be looked up. Check the link, or try again later.',
  'url-refused': 'This link to {host} was not opened: only public https addresses are.',
  'url-offline': 'Checking without the network: the link to {host} was not opened.',
  'url-not-found': '{host} knows no credential under this link. Check that the link was copied whole.',
  'url-gone': '{host} says that this credential is gone: it was withdrawn or revoked.',
  'url-forbidden':
    '{host} shows this credential only to people who are signed in. Ask the holder to make it public.',
  'url-status':
    '{host} answered with an error ({status}), so the credential could not be read. Try again later.',
  'json-syntax': 'This begins like JSON but is not well formed. Copy the whole file again.',
  'json-too-large': 'This JSON is larger than any credential should be, and was not read.',
  'json-too-deep': 'This JSON is nested too deeply to be a credential, and was not read.',
  'json-duplicate-key':
    'The name "{detail}" stands twice in one object, so programs may read different things from it. It cannot be trusted; ask the issuer for a correct copy.',
  'json-forbidden-key': 'The name "{detail}" is not allowed in a credential.',
  'json-lone-surrogate': 'The text contains a broken character, so it cannot be what was signed.',
  'json-number-range':
    'The number {detail} is too large to be read exactly, so what is shown might not be what was signed.',
  'baked-nothing':
    'This file holds no credential: it may be a screenshot or a plain copy. Use the original file from the issuer.',
  'baked-truncated':
    'The file ends too early: it was not downloaded or copied completely. Download it again.',
  'baked-damaged': 'The credential inside this file is damaged. Download the original again.',
  'baked-several':
    'This file holds two credentials in the same place, so it is not clear which one is meant. Ask the issuer for a correct file.',
  'baked-too-large': 'What is packed in this file is larger than any credential should be, and was not read.',
  'baked-not-text': 'What is packed in this file as a credential is not readable text.',
  'svg-malformed': 'This SVG picture is not well formed, so a credential in it cannot be read safely.',
  'pdf-encrypted': 'This PDF is encrypted. Open it, save it without protection, and try again.',
  'not-a-token': 'This looks like a token but its parts cannot be decoded. Copy the whole token again.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'The credential hides its claims by a hash that is not known here.',
  'sd-jwt-disclosure-malformed': 'A disclosed claim is not written as SD-JWT demands.',
  'sd-jwt-disclosure-twice': 'A claim is disclosed, or promised, twice.',
  'sd-jwt-disclosure-stray': 'A claim was disclosed that the issuer did not sign.',
  'sd-jwt-claim-collision': 'A disclosed claim would cover another one of the same name.',
  'sd-jwt-too-deep': 'The claims are nested too deeply to be a credential.',
  'sd-jwt-certificate':
    'The issuer is named by a certificate alone (x5c), and which certificates to trust is not decided here.',
  'key-binding-missing': 'The holder did not sign this presentation, as was asked.',
  'key-binding-failed': 'The holder’s own signature on this presentation does not hold ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address': 'The badge says that its host confirms it, but its id ({id}) is no web address.',
  'hosted-unreachable': 'The badge’s host could not be asked: {url} ({reason}).',
  'hosted-unknown': 'The badge’s host does not know it: nothing is published at {url}.',
  'hosted-id-mismatch': 'The badge published at {expected} is another one: it calls itself {found}.',
  'hosted-differs':
    'The badge was changed: what its host publishes differs in {properties}. Only the published one counts.',
  'hosted-dates-differ': 'The dates differ from those published by the host, which count ({properties}).',
  'hosted-outside-scope':
    'The badge is published at {assertion}, where the issuer {issuer} does not publish badges: anyone could have put it there.',
  'badge-class-unreachable': 'The description of the badge at {url} could not be fetched ({reason}).',
  'badge-class-mismatch':
    'The description of the badge is not the one it names: {expected} was meant, {found} was found.',
  'issuer-id-not-web': 'The issuer is named by “{id}”, which is no web address where it could be asked.',
  'issuer-profile-unreachable': 'The issuer’s profile at {url} could not be fetched ({reason}).',
  'issuer-profile-mismatch': 'The profile published at {expected} is that of another: {found}.',
  'signing-key-missing': 'Neither the badge nor its issuer names the key that signed it.',
  'signing-key-unknown':
    'The signature could not be checked, because the issuer’s profile could not be read.',
  'signing-key-unreachable': 'The key that signed the badge could not be fetched from {url} ({reason}).',
  'signing-key-malformed': 'What {url} holds is not a public key that could be read.',
  'signing-key-not-issuers':
    'The key {key} does not belong to the issuer {issuer}: the issuer does not name it as its own.',
  'revocation-list-unreachable':
    'The issuer’s list of revoked badges at {url} could not be fetched ({reason}), so that whether this one was revoked is unknown.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
  'sentence-valid-domain':
    'Valid. The signature proves that {domain} issued this credential unchanged, and nothing says it has been taken back.',
  'sentence-valid-signature':
    'Valid. The signature proves that the holder of the issuer’s key issued this credential unchanged. Who that is, no web domain confirms.',
  'sentence-valid-host':
    'Valid. {domain} confirms this credential on its own site. It carries no signature of its own.',
  'sentence-link':
    'Only a link. It leads to a page that may show a credential, but nothing is published there that could be checked.',
  'sentence-expired': 'Expired. It was valid until {validUntil}.',
  'sentence-not-yet-valid': 'Not valid yet. It becomes valid on {validFrom}.',
  'sentence-revoked': 'Revoked. The issuer has taken this credential back.',
  'sentence-suspended': 'Suspended. The issuer has put this credential on hold for now.',
  'sentence-tampered':
    'Not genuine as it is. It was changed after signing, or the signature is not the issuer’s. Ask for the original.',
  'sentence-issuer-mismatch':
    'Not issued by the one it names. The signature belongs to somebody else than the issuer stated in it.',
  'sentence-malformed': 'Not a well-formed credential. A part that must be there is missing or wrong.',
  'sentence-recipient-mismatch': 'Issued to somebody else than the recipient you named.',
  'sentence-unknown-issuer':
    'Could not be checked: the issuer’s key could not be found or reached. Try again later.',
  'sentence-not-checked':
    'Could not be fully checked: something that decides it was missing, unreadable or could not be reached.',
  'sentence-unsupported': 'Could not be checked: it is secured in a way that Laurel does not know.',
  'sentence-unsigned':
    'Not proven. It carries no signature, and no issuer’s site confirms it: anyone could have written it.',

  // Reading several, and credentials within credentials
  'too-many-credentials': 'More than {max} credentials were given; those beyond were not looked at.',
  'nested-too-deep': 'Credentials are nested more than {max} levels deep; those beyond were not looked at.',
  'check-failed': 'This check broke down on unexpected content, so that nothing is known from it.',

  // Structure
  'context-invalid': 'The property @context must be a list that begins with “{expected}”.',
  'context-not-list': 'The property @context should be a list; this one is a single value.',
  'type-missing': 'The type “{type}” is missing.',
  'property-missing': 'The property “{property}” is missing.',
  'property-invalid': 'The property “{property}” must be {expected}.',
  'property-empty': 'The property “{property}” is empty.',
  'date-invalid':
    'The property “{property}” must be a date and time with a time zone, such as 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'The validity ends ({validUntil}) before it begins ({validFrom}).',
  'date-without-time-zone': 'The property “{property}” has no time zone; it was read as UTC.',
  'format-unsupported': 'This kind of document ({type}) is none that Laurel verifies.',

  // Proof
  'signature-mismatch':
    'The signature does not match: the credential was changed after it was signed, or signed by another key.',
  'proof-type-unknown': 'This kind of signature ({type}) is not known, so that it could not be checked.',
  'cryptosuite-unknown':
    'The cryptosuite “{cryptosuite}” is not known, so that the signature could not be checked.',
  'algorithm-unknown':
    'The signature algorithm “{algorithm}” is not known, so that the signature could not be checked.',
  'proof-missing': 'There is no signature on this credential.',

  'presentation-unsigned':
    'The presentation is not signed, so that it does not answer the challenge or domain that was asked for.',

  // Validity
  expired: 'Expired: it was valid until {validUntil}.',
  'not-yet-valid': 'Not valid yet: it becomes valid on {validFrom}.',

  // Status
  revoked: 'The issuer has revoked this credential.',
  'revoked-reason': 'The issuer has revoked this credential. Reason given: {reason}',
  suspended: 'The issuer has suspended this credential.',
  'status-message': 'The issuer’s status list says: {message}',
  'refresh-available': 'The issuer says that a newer version of this credential exists.',
  'status-purpose-unknown':
    'The issuer has set a mark of the purpose “{purpose}” on this credential; what it means is not known.',
  'status-type-unknown':
    'The status type “{type}” is not known, so that whether the credential still holds could not be checked.',
  'status-entry-malformed': 'The status entry is malformed: {property} must be {expected}.',
  'status-list-unreachable':
    'The status list at {url} could not be fetched ({reason}), so that whether the credential still holds is unknown.',
  'status-list-in-store':
    'The status list is kept in a store of the issuer ({url}) that answers messages only and no address, so that whether the credential still holds could not be checked.',
  'status-list-not-located':
    'The issuer’s document does not say where the status list {url} is, so that whether the credential still holds is unknown.',
  'status-list-malformed': 'The status list at {url} is malformed: {detail}.',
  'status-list-unreadable':
    'The status list at {url} is not a bit string as its specification wants it (a known defect of its software): the status cannot be read from it.',
  'status-list-unproven': 'The status list at {url} is not validly signed, so that it proves nothing.',
  'status-list-unsigned': 'The status list at {url} is not signed; its host’s word was taken for it.',
  'status-list-issuer-mismatch':
    'The status list at {url} is issued by {listIssuer}, not by the credential’s issuer.',
  'status-list-purpose-mismatch':
    'The status list at {url} is for the purpose {listPurpose}, not for {purpose}.',
  'status-list-outdated': 'The status list at {url} is not valid at this time.',
  'status-list-too-short':
    'The status list at {url} has {length} entries, fewer than the {minimum} that keep its holders apart.',
  'status-list-too-large': 'The status list at {url} is larger than the {max} bytes that are read.',
  'status-index-out-of-range': 'The status list at {url} has no entry {index}.',
  'too-many-status-entries':
    'The credential has {count} status entries; no more than {max} are looked at, so that its status is unknown.',

  // Schema
  'schema-mismatch': 'The credential does not fit its schema {url}: {detail}',
  'schema-unreachable': 'The schema {url} could not be fetched ({reason}).',
  'schema-malformed': 'What {url} answers is no JSON Schema that can be applied.',
  'schema-unproven':
    'The schema {url} is not validly signed as its kind demands, so that it was not applied.',
  'schema-type-unknown': 'The schema type “{type}” is not known; it was not applied.',

  // Recipient
  'recipient-mismatch': 'The recipient that you named is not the one in the credential.',
  'recipient-unnamed': 'The credential does not name its recipient in a way that could be compared.',

  // Network, in general
  'document-unreachable': '{url} could not be fetched ({reason}).',
  'document-malformed': 'What {url} answers is not what belongs there.',

  // Trust
  'issuer-not-registered': 'The issuer is in none of the trust registries that were asked.',
  'registry-unreachable': 'The trust registry {registry} could not be asked ({reason}).',
  'domain-not-linked': '{domain} does not confirm that this identifier is its own.',
  'domain-linkage-unreachable': 'Whether {domain} confirms this identifier could not be asked ({reason}).',

  // Nested
  'nested-invalid': 'A credential inside it is not valid.',
  'nested-unchecked': 'A credential inside it could not be checked.',
  'endorsement-invalid': 'An endorsement is not valid and counts for nothing.',
  'endorsement-unchecked': 'An endorsement could not be checked.',
  'endorsement-of-another': 'An endorsement speaks about something else than this credential.',

  // Around the credential
  'achievement-differs': 'The achievement as published at {url} now differs: {properties}.',
  'image-unreachable': 'The image at {url} could not be fetched ({reason}).',
  'image-kind': 'What {url} answers is not an image that badges may have.',
  'related-resource-mismatch':
    'The resource at {url} is not the one that the credential was signed with: its digest differs.',
  'related-resource-unreachable': 'The related resource at {url} could not be fetched ({reason}).',
  'related-resource-digest-unknown':
    'The digest of the related resource {url} is of a kind that is not known.',
  'refresh-announced': 'The issuer offers newer versions of this credential at {url}.',
  'refresh-fetched': 'A newer version was fetched from {url}: its verdict is {verdict}.',
  'refresh-failed': 'The newer version at {url} could not be fetched or is no newer; this one stands.',
  'refresh-type-unknown': 'The refresh service type “{type}” is not known.',
  ...proofTexts,
} as const

export type MessageCode = keyof typeof en

/** The text with its placeholders filled; an unknown placeholder stays as written. */
export function formatMessage(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
