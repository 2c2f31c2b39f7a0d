/**
 * What the Worker's code asks of @noble/hashes, by the runtime's own `node:crypto`: the library is for browsers. The Worker
 * is built with it ([alias] in wrangler.toml); the tests hold the two to the same answers.
 */
import { createHash, createHmac } from './node-crypto.js'

type Bytes = Uint8Array<ArrayBuffer>

const hashBy =
  (name: string) =>
  (bytes: Uint8Array): Bytes =>
    new Uint8Array(createHash(name).update(bytes).digest())

export const md5 = hashBy('md5')
export const sha256 = hashBy('sha256')
export const sha384 = hashBy('sha384')

/** By SHA-256, the one hash that is asked for. */
export function hmac(_hash: typeof sha256, key: Uint8Array, message: Uint8Array): Bytes {
  return new Uint8Array(createHmac('sha256', key).update(message).digest())
}
