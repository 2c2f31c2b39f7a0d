/** A genuine badge by any context of Open Badges 3.0 that was published is valid: they name the same things by other IRIs. */
import { beforeAll, expect, test } from 'vitest'
import { bundledContext, bundledContextUrls } from '../../../worker/credential/contexts/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../worker/credential/json.ts'
import { READ_MEMBERS } from '../../../worker/credential/proof/read-members.ts'
import { OTHER_NAMES } from '../../../worker/credential/proof/stated-value.ts'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import { didWebIssuer, Network, NOW, openBadge, type TestIssuer } from '../../support/issuer.ts'

const network = new Network()
let uni: TestIssuer
beforeAll(async () => {
  uni = await didWebIssuer(network, 'uni.example')
})

const OB = 'https://purl.imsglobal.org/spec/ob/v3p0'
const V1 = 'https://www.w3.org/2018/credentials/v1'
const V2 = 'https://www.w3.org/ns/credentials/v2'

test.each([
  [V1, `${OB}/context.json`],
  [V1, `${OB}/context-3.0.1.json`],
  [V1, `${OB}/context-3.0.2.json`],
  [V2, `${OB}/context-3.0.2.json`],
  [V2, `${OB}/context-3.0.3.json`],
])('%s and %s', async (base, context) => {
  const { validFrom, credentialSubject, ...badge } = openBadge(uni.id)
  const subject = credentialSubject as JsonObject
  const achievement = {
    ...(subject.achievement as JsonObject),
    creator: { id: 'https://uni.example/people/1', type: ['Profile'] },
  }
  const signed = await uni.sign({
    ...badge,
    '@context': [base, context],
    ...(base === V1 ? { issuanceDate: validFrom as string } : { validFrom: validFrom as string }),
    credentialSubject: { ...subject, achievement },
  })
  const { verdict, checks } = await verifyCredential(signed, {
    now: NOW,
    fetchDocument: network.fetchDocument,
  })
  const problems = checks.flatMap((done) => done.problems.filter(({ severity }) => severity === 'error'))
  expect([verdict, problems]).toEqual(['valid', []])
})

test('every member that is read is known by each name that a bundled context gives it', () => {
  const localName = (iri: string) =>
    iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1).toLowerCase()
  const unknown = new Set<string>()
  const look = (context: JsonValue | undefined) => {
    if (Array.isArray(context)) context.forEach(look)
    if (!isJsonObject(context)) return
    for (const [term, definition] of Object.entries(context)) {
      const iri = isJsonObject(definition) ? definition['@id'] : definition
      if (READ_MEMBERS.has(term) && typeof iri === 'string' && !iri.startsWith('@')) {
        const names = [term.toLowerCase(), OTHER_NAMES.get(term.toLowerCase())]
        if (!names.includes(localName(iri))) unknown.add(`${term}: ${iri}`)
      }
      look(definition)
    }
  }
  for (const url of bundledContextUrls()) look(bundledContext(url))
  expect([...unknown]).toEqual([])
})
