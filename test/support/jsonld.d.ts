/** The parts of jsonld.js and rdf-canonize that the differential tests use; they ship no types. */
declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: object): Promise<import('rdf-canonize').RdfQuad[]> }
  export default jsonld
}
declare module 'rdf-canonize' {
  export interface RdfQuad {
    subject: object
    predicate: object
    object: object
    graph: object
  }
  export const NQuads: { parse(text: string): RdfQuad[]; serializeQuad(quad: RdfQuad): string }
  export function canonize(quads: RdfQuad[], options: object): Promise<string>
}
