/** A vendor's API that we need did not answer as it should. Tried again later; the reason is shown, and holds no secret. */
export class VendorUnavailable extends Error {
  override name = 'VendorUnavailable'

  constructor(
    readonly reason: string,
    /** What the vendor asked us to wait. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`The vendor's API did not answer: ${reason}.`)
  }
}
