/** The parts of Digital Bazaar's libraries that the tests use; they ship no types. */
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: object })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<object>
}
declare module '@digitalbazaar/vc' {
  export interface VerifyResult {
    verified: boolean
    error?: Error & { errors?: Error[] }
    statusResult?: { verified: boolean; results: { status: boolean }[] }
  }
  export function verifyCredential(options: {
    credential: object
    suite: object
    documentLoader: (url: string) => Promise<object>
    checkStatus?: (options: object) => Promise<object>
  }): Promise<VerifyResult>
}
