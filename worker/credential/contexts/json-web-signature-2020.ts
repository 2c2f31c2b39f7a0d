/**
 * The context of the JSON Web Signature 2020 suite (W3C CCG), written from its published term mappings because no
 * well-kept package carries it. Pure data.
 */
import type { JsonObject } from '../json.ts'

const SEC = 'https://w3id.org/security#'
const scoped = { '@protected': true, id: '@id', type: '@type' }
const dateTime = (iri: string) => ({ '@id': iri, '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' })
const relationship = (name: string) => ({ '@id': `${SEC}${name}`, '@type': '@id', '@container': '@set' })
const jwk = (name: string) => ({ '@id': `${SEC}${name}`, '@type': '@json' })

export const jsonWebSignature2020Contexts: ReadonlyMap<string, JsonObject> = new Map([
  [
    'https://w3id.org/security/suites/jws-2020/v1',
    {
      '@context': {
        privateKeyJwk: jwk('privateKeyJwk'),
        JsonWebKey2020: {
          '@id': `${SEC}JsonWebKey2020`,
          '@context': { ...scoped, publicKeyJwk: jwk('publicKeyJwk') },
        },
        JsonWebSignature2020: {
          '@id': `${SEC}JsonWebSignature2020`,
          '@context': {
            ...scoped,
            challenge: `${SEC}challenge`,
            created: dateTime('http://purl.org/dc/terms/created'),
            domain: `${SEC}domain`,
            expires: dateTime(`${SEC}expiration`),
            jws: `${SEC}jws`,
            nonce: `${SEC}nonce`,
            proofPurpose: {
              '@id': `${SEC}proofPurpose`,
              '@type': '@vocab',
              '@context': {
                ...scoped,
                assertionMethod: relationship('assertionMethod'),
                authentication: relationship('authenticationMethod'),
                capabilityInvocation: relationship('capabilityInvocationMethod'),
                capabilityDelegation: relationship('capabilityDelegationMethod'),
                keyAgreement: relationship('keyAgreementMethod'),
              },
            },
            verificationMethod: { '@id': `${SEC}verificationMethod`, '@type': '@id' },
          },
        },
      },
    },
  ],
])
