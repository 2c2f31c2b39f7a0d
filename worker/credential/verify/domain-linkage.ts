/**
 * The check `domain-linkage`: a web domain says that a DID is its own (DIF Well Known DID Configuration). Asked are the
 * domains that the DID's document claims by LinkedDomains services, and those that the issuer claims by its `url`. When
 * asked to; it adds a proven domain, and never takes one away.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { parseDocument } from '../status/parse-document.ts'
import { check, isProven } from './check.ts'
import { issuerIdOf } from './controller-id.ts'
import type { Examination } from './examination.ts'
import { problem } from './problem.ts'
import type { Check, Problem, Source } from './report.ts'

const MAX_DOMAINS = 3
const MAX_LINKS = 20

export async function checkDomainLinkage(examination: Examination): Promise<Check> {
  const { document, run, depth, provenDomain } = examination
  const did = issuerIdOf(document)
  const isAsked = run.options.checkDomainLinkage === true && depth === 0
  if (!isAsked || did === null || !did.startsWith('did:') || examination.assurance !== 'signature') {
    return check('domain-linkage', 'skipped', { critical: false })
  }
  const sources: Source[] = []
  const inDocument = await linkedDomains(did, examination, sources)
  const origins = [...new Set([...inDocument, ...claimedOrigins(document)])].slice(0, MAX_DOMAINS)
  if (origins.length === 0) return check('domain-linkage', 'skipped', { critical: false })
  const problems: Problem[] = []
  const linked: string[] = []
  for (const origin of origins) {
    const domain = new URL(origin).host
    const answer = await askDomain(origin, did, examination, sources)
    if (answer === 'linked') linked.push(domain)
    else if (answer === 'not-linked')
      problems.push(problem('domain-not-linked', { severity: 'warning', params: { domain } }))
    else
      problems.push(
        problem('domain-linkage-unreachable', {
          severity: 'warning',
          params: { domain, reason: answer.reason },
        }),
      )
  }
  examination.provenDomain = provenDomain ?? linked[0] ?? null
  const parts = { critical: false, problems, sources, facts: { linked } }
  if (linked.length > 0) return check('domain-linkage', 'success', parts)
  const isOpen = problems.some(({ code }) => code === 'domain-linkage-unreachable')
  return check('domain-linkage', isOpen ? 'indeterminate' : 'failure', parts)
}

/** None where the document cannot be had: the key that signed was read from it, so that this hardly happens. */
async function linkedDomains(did: string, { run }: Examination, sources: Source[]): Promise<string[]> {
  // Loaded as a status list's DID URL loads it: the build makes one late chunk of it so (scripts/build.mjs).
  const { endpointsOf, servicesOf } = await import('../did/service.ts')
  const found = await servicesOf(did, run.fetchDocument)
  if (!found.ok) return []
  sources.push(...found.sources)
  return found.services
    .filter(({ type }) => asArray(type).includes('LinkedDomains'))
    .flatMap(endpointsOf)
    .map(({ origin }) => origin)
}

function claimedOrigins({ issuer }: JsonObject): string[] {
  const url = isJsonObject(issuer) ? issuer.url : undefined
  return asArray(url).flatMap((one) => {
    const parsed = typeof one === 'string' ? URL.parse(one) : null
    return parsed?.protocol === 'https:' ? [parsed.origin] : []
  })
}

type Answer = 'linked' | 'not-linked' | { reason: string }

async function askDomain(
  origin: string,
  did: string,
  examination: Examination,
  sources: Source[],
): Promise<Answer> {
  const url = `${origin}/.well-known/did-configuration.json`
  const answer = await examination.run.fetchDocument({
    url,
    purpose: 'domain-linkage',
    accept: 'application/json',
  })
  if (!answer.ok) return { reason: answer.reason }
  sources.push({ url: answer.url, via: answer.via, at: answer.fetchedAt })
  if (new URL(answer.url).origin !== origin) return { reason: 'redirected to another host' }
  if (answer.status !== 200) return answer.status === 404 ? 'not-linked' : { reason: `HTTP ${answer.status}` }
  const configuration = parseDocument(answer.body)
  const links = isJsonObject(configuration) ? asArray(configuration.linked_dids).slice(0, MAX_LINKS) : []
  for (const link of links) if (await isLink(link, origin, did, examination)) return 'linked'
  return 'not-linked'
}

/** A DomainLinkageCredential of the DID about itself and this origin, validly signed and in force. */
async function isLink(
  link: JsonValue,
  origin: string,
  did: string,
  examination: Examination,
): Promise<boolean> {
  if (typeof link !== 'string' && !isJsonObject(link)) return false
  if (!examination.run.takeNested()) return false
  const { report, document } = await examination.verifyNested(link, 'in-force')
  if (!isProven(report)) return false
  if (!asArray(document.type).includes('DomainLinkageCredential')) return false
  const subject = asArray(document.credentialSubject)[0]
  return report.issuer.id === did && isJsonObject(subject) && subject.id === did && subject.origin === origin
}
