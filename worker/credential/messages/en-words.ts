/** English for those words (words.ts) that are no English as they are. For pages; a report's own text has the codes. */
import type { Word } from './words.ts'

export const enWords: Partial<Record<Word, string>> = {
  unreachable: 'it did not answer',
  unresolved: 'its name leads to no address',
  timeout: 'it took too long',
  'too-large': 'the answer is too large',
  'wrong-type': 'it answered with something else',
  refused: 'that address is not asked',
  offline: 'working without the network',
  'not-json': 'the answer is no JSON',
  'not-a-token': 'the answer is no token',
  'not-a-registry': 'the answer is no registry',
  'statement-invalid': 'a statement in it is not good',
  'no-fetch-endpoint': 'it names no address to ask',
  'chain-too-long': 'the chain is too long',
  'constraint-broken': 'a constraint on the chain is broken',
}
