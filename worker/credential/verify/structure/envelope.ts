/** What VCDM 2.0 (section 4.13) asks of the object around an enveloped credential or presentation. Pure. */
import { isTokenUrl } from '../../intake/read-value.ts'
import { asArray, type JsonObject } from '../../json.ts'
import type { Problem } from '../report.ts'
import { Fields } from './fields.ts'
import { VC2_CONTEXT } from './vc-data-model.ts'

const TYPE = /^EnvelopedVerifiable(?:Credential|Presentation)$/

/**
 * None for what is no envelope. What has a token for its id and another type would be read without what the token says,
 * and passed on as if that had been checked. `path`: where it stands, for the pointers.
 */
export function envelopeProblems(object: JsonObject, path: (string | number)[] = []): Problem[] {
  const problems: Problem[] = []
  const fields = new Fields(object, problems, path)
  const isEnvelope = asArray(object.type).some((type) => typeof type === 'string' && TYPE.test(type))
  if (!isEnvelope && isTokenUrl(object.id))
    fields.add('property-invalid', 'type', { expected: 'that of an envelope, as its id holds a token' })
  if (!isEnvelope) return problems
  if (!asArray(object['@context']).includes(VC2_CONTEXT))
    fields.add('context-invalid', '@context', { expected: VC2_CONTEXT })
  if (!isTokenUrl(object.id))
    fields.add('property-invalid', 'id', { expected: 'a data: URL that holds a token' })
  return problems
}
