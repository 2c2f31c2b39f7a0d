/**
 * The few citizenship terms that W3C's worked examples use, written anew from the statements in their canonical forms.
 * It stands in for https://w3id.org/citizenship/v4rc1, which Laurel does not bundle.
 */
import type { JsonObject } from '../../worker/credential/json.ts'

const schema = (name: string) => `https://schema.org/${name}`
const citizenship = (name: string) => `https://w3id.org/citizenship#${name}`
const dateTime = 'http://www.w3.org/2001/XMLSchema#dateTime'

export const CITIZENSHIP_CONTEXT: JsonObject = {
  '@context': {
    ...Object.fromEntries(
      ['additionalName', 'familyName', 'gender', 'givenName', 'identifier', 'Person'].map((name) => [
        name,
        schema(name),
      ]),
    ),
    ...Object.fromEntries(
      [
        'birthCountry',
        'commuterClassification',
        'EmployablePerson',
        'employmentAuthorizationDocument',
        'EmploymentAuthorizationDocument',
        'EmploymentAuthorizationDocumentCredential',
        'lprCategory',
        'lprNumber',
        'permanentResidentCard',
        'PermanentResident',
        'PermanentResidentCard',
        'PermanentResidentCardCredential',
      ].map((name) => [name, citizenship(name)]),
    ),
    image: { '@id': schema('image'), '@type': '@id' },
    birthDate: { '@id': schema('birthDate'), '@type': dateTime },
    residentSince: { '@id': citizenship('residentSince'), '@type': dateTime },
  },
}

export async function loadCitizenshipContext(url: string): Promise<JsonObject | undefined> {
  return url === 'https://w3id.org/citizenship/v4rc1' ? CITIZENSHIP_CONTEXT : undefined
}
