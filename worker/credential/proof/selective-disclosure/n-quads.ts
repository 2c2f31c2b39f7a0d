/** Statements as lines of N-Quads, and the labels of their blank nodes. Pure. */
import { CanonicalizationError } from '../../canonicalize/index.ts'

/** Replaces every blank node label; a label that the map lacks is an error. */
export function relabel(nquads: string[], labels: Map<string, string>): string[] {
  return nquads.map((nquad) =>
    mapBlankNodes(nquad, (label) => {
      const replacement = labels.get(label)
      if (replacement === undefined)
        throw new CanonicalizationError('invalid-json-ld', 'a node without label')
      return `_:${replacement}`
    }),
  )
}

/** Only where a term may stand: never within a literal, which may hold any text. */
function mapBlankNodes(nquad: string, replace: (label: string) => string): string {
  const literal = nquad.indexOf(' "')
  const end = literal === -1 ? nquad.length : literal
  const graph = literal === -1 ? nquad.length : nquad.lastIndexOf('"') + 1
  const inTerms = (text: string) =>
    text.replace(/(^| )_:(\S+)/g, (_, space: string, label: string) => space + replace(label))
  return inTerms(nquad.slice(0, end)) + nquad.slice(end, graph) + inTerms(nquad.slice(graph))
}

export function linesOf(nquads: string): string[] {
  return nquads
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`)
}
