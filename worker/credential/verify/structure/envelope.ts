/** What VCDM 2.0 (section 4.13) asks of the object around an enveloped credential or presentation. Pure. */
import { openEnvelope } from '../../intake/read-value.ts'
import { asArray, type JsonObject } from '../../json.ts'
import type { Problem } from '../report.ts'
import { Fields } from './fields.ts'
import { VC2_CONTEXT } from './vc-data-model.ts'

const TYPE = /^EnvelopedVerifiable(?:Credential|Presentation)$/

/** None for what is no envelope. `path`: where it stands, for the pointers. */
export function envelopeProblems(object: JsonObject, path: (string | number)[] = []): Problem[] {
  if (!asArray(object.type).some((type) => typeof type === 'string' && TYPE.test(type))) return []
  const problems: Problem[] = []
  const fields = new Fields(object, problems, path)
  if (!asArray(object['@context']).includes(VC2_CONTEXT))
    fields.add('context-invalid', '@context', { expected: VC2_CONTEXT })
  if (typeof openEnvelope(object) !== 'string')
    fields.add('property-invalid', 'id', { expected: 'a data: URL that holds a token' })
  return problems
}
