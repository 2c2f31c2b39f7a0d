/** Thrown and caught within the compiled canonicalizer: this document is the reference's to judge. Pure. */
class OutsideOfCompiled extends Error {}

const outside = new OutsideOfCompiled()

/** One shared error, since its stack says nothing and taking one costs more than all the rest. */
export function leaveToReference(): never {
  throw outside
}

export function isLeftToReference(error: unknown): boolean {
  return error === outside
}
