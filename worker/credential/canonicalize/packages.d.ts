/** The parts of jsonld.js that the reference canonicalizer uses; it ships no types. */
declare module 'jsonld/lib/context.js' {
  const context: {
    getInitialContext(options: object): object
    process(input: { activeCtx: object; localCtx: unknown; options: object }): Promise<object>
  }
  export default context
}
declare module 'jsonld/lib/expand.js' {
  const expansion: {
    expand(input: { activeCtx: object; element: unknown; options: object }): Promise<unknown>
  }
  export default expansion
}
declare module 'jsonld/lib/events.js' {
  const events: { safeEventHandler(input: { event: object; next: () => void }): void }
  export default events
}
declare module 'jsonld/lib/toRdf.js' {
  export interface RdfTerm {
    termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph'
    value: string
    datatype?: { value: string }
    language?: string
  }
  export interface RdfQuad {
    subject: RdfTerm
    predicate: RdfTerm
    object: RdfTerm
    graph: RdfTerm
  }
  const rdf: { toRDF(expanded: unknown[], options: object): RdfQuad[] }
  export default rdf
}
declare module 'jsonld/lib/ContextResolver.js' {
  export default class ContextResolver {
    constructor(options: {
      sharedCache: { get(key: string): unknown; set(key: string, value: unknown): unknown }
    })
  }
}
