/**
 * The short English phrases that findings put into placeholders (`reason`, `detail`, `expected`, `listIssuer`, `listPurpose`),
 * each a code of its own: a page looks its translation up and shows what is no such phrase as it is. Types only, so that
 * English costs nothing.
 */
import type { FetchFailureReason } from '../fetch-document.ts'

/** Why something could not be had. */
export type ReasonWord =
  | FetchFailureReason
  | 'not-json'
  | 'redirected to another host'
  | 'not-a-token'
  | 'not-a-registry'
  | 'statement-invalid'
  | 'no-fetch-endpoint'
  | 'chain-too-long'
  | 'constraint-broken'

/** What a property must be. */
export type ExpectedWord =
  | 'a URL'
  | 'one URL'
  | 'a URL, or an object with an id'
  | 'an object'
  | 'an object with identity and type'
  | 'a text'
  | 'a text, or a text with its language'
  | 'a name'
  | 'one or more names'
  | 'true or false'
  | 'a whole number'
  | 'a whole number from 1 to 32'
  | 'a number of the list’s entry, as a text'
  | 'a digest'
  | 'a data: URL that holds a token'
  | 'credentials as objects'
  | 'that of an envelope, as its id holds a token'
  | 'that of a credential or of a presentation, not both'
  | 'unique'
  | 'there'

/** What is wrong with a proof, a token or a list. */
export type DetailWord =
  | 'it is no object'
  | 'it is too long'
  | 'it has not three parts'
  | 'its header is no JSON object'
  | 'its header has no alg'
  | 'its payload is no JSON object'
  | 'its signature is no base64url'
  | 'it holds no credential'
  | '"proofValue" holds no signature'
  | '"jws" holds no signature'
  | '"proofValue" is no derived proof'
  | 'its own key is no P-256 key'
  | 'its label map does not fit the credential'
  | 'it has not one signature for each statement'
  | 'no JSON or JWT'
  | 'no JSON object'
  | 'no token'
  | 'no credential'
  | 'its type is not that of a status list'
  | 'its subject is not a status list'
  | 'it has no encodedList'
  | 'its encodedList cannot be unpacked'
  | 'revokedCredential is no list'
  | 'its status_list is malformed'
  | 'its lst cannot be unpacked'
  | 'it is not the status list token of this address'
  | 'it is the list of another address'

/** What stands where nothing was written. */
export type AbsentWord = 'nobody' | 'none'

export type Word = ReasonWord | ExpectedWord | DetailWord | AbsentWord

/** Placeholders that hold words; the others hold what a stranger wrote. */
export const WORD_PARAMS = ['reason', 'detail', 'expected', 'listIssuer', 'listPurpose'] as const
