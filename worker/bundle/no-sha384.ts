/** In place of worker/credential/sha384.ts: the Worker's runtime has `node:crypto`, so that nothing asks for it. */
export const sha384 = undefined
