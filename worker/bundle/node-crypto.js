/**
 * `node:crypto` in the Worker, in place of worker/credential/node-crypto.ts: imported, since looking at `process` would load
 * that as well; and at the start, since a request has only 10 ms on the free plan.
 */
import { createHash, createHmac } from 'node:crypto'

export { createHash, createHmac }

export const nodeCrypto = { createHash }
