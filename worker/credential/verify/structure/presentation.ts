/** What VCDM (2.0 section 4.13, 1.1 section 4.10) asks of a presentation's form. Pure. */
import { asArray, isJsonObject, type JsonObject } from '../../json.ts'
import type { Problem } from '../report.ts'
import { envelopeProblems } from './envelope.ts'
import { Fields, isUrl } from './fields.ts'
import { checkContext, type VcVersion } from './vc-data-model.ts'

export function presentationProblems(presentation: JsonObject, version: VcVersion): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(presentation, problems)
  checkContext(presentation, version, problems)
  fields.type(['VerifiablePresentation'])
  fields.optional('id', isUrl, 'one URL')
  refuseCredential(presentation, fields)
  checkHolder(fields)
  const credentials = asArray(presentation.verifiableCredential)
  const readable = credentials.every(
    (item) => isJsonObject(item) || (version === '1.1' && typeof item === 'string'),
  )
  if (!readable)
    fields.add('property-invalid', 'verifiableCredential', { expected: 'credentials as objects' })
  for (const [index, item] of credentials.entries())
    if (isJsonObject(item)) problems.push(...envelopeProblems(item, ['verifiableCredential', index]))
  for (const proof of fields.objects('proof')) proof.type()
  return problems
}

/** A document that is both would be signed by its holder and read as its issuer's. */
function refuseCredential({ type, credentialSubject, issuer }: JsonObject, fields: Fields): void {
  const isCredential = asArray(type).includes('VerifiableCredential')
  if (isCredential || credentialSubject !== undefined || issuer !== undefined) {
    fields.add('property-invalid', 'type', {
      expected: 'that of a credential or of a presentation, not both',
    })
  }
}

function checkHolder(fields: Fields): void {
  const holder = fields.value('holder')
  if (holder === undefined) return
  if (!isJsonObject(holder)) fields.optional('holder', isUrl, 'a URL, or an object with an id')
  else
    for (const object of fields.objects('holder'))
      if (object.required('id')) object.optional('id', isUrl, 'a URL')
}
