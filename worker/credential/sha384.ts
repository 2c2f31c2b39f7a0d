/** SHA-384 for runtimes without `node:crypto`: a file of its own, which browsers load for P-384 keys alone. */
export { sha384 } from '@noble/hashes/sha2.js'
