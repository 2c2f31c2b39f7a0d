/**
 * One verification, with all that is nested in it: its choices, and its bounds on fetching and nesting. No clock: `now`
 * is given. What was fetched once is not fetched again.
 */
import { createKeyResolver, type KeyResolver } from '../did/index.ts'
import type { FetchDocument, FetchDocumentRequest, FetchedDocument, FetchFailure } from '../fetch-document.ts'
import type { JsonObject } from '../json.ts'
import type { VerifiedList } from '../status/status-finding.ts'
import type { VerifyContext, VerifyOptions } from './context.ts'
import { type ContextLoader, createContextLoader } from './load-context.ts'
import { defaultPolicy, type VerificationPolicy } from './policy.ts'

export class Run {
  readonly now: Date
  readonly policy: VerificationPolicy
  readonly options: VerifyOptions
  readonly recipient: string | null
  readonly registries: NonNullable<VerifyContext['registries']>
  /** Keys of this verification: each document is read once. */
  readonly keys: KeyResolver
  readonly readOwnStatus: VerifyContext['readOwnStatus']
  /** Status lists that were verified: credentials share them. */
  readonly lists = new Map<JsonObject | string, Promise<VerifiedList | null>>()
  /** Contexts that are not bundled. */
  readonly loadContext: ContextLoader
  readonly #fetchDocument: FetchDocument
  readonly #clock: () => number
  readonly #fetched = new Map<string, Promise<FetchedDocument | FetchFailure>>()
  #nested = 0
  #places = 0

  constructor(context: VerifyContext) {
    this.now = context.now
    this.policy = { ...defaultPolicy, ...context.policy }
    this.options = context.options ?? {}
    this.recipient = context.recipient?.trim() || null
    this.registries = context.registries ?? []
    this.readOwnStatus = context.readOwnStatus
    this.#fetchDocument = context.fetchDocument
    this.#clock = context.clock ?? (() => 0)
    this.keys = createKeyResolver(this.fetchDocument)
    this.loadContext = createContextLoader(this.fetchDocument, this.policy)
  }

  /** Milliseconds; 0 always where the caller gave no clock. */
  readonly clock = (): number => this.#clock()

  /** The port, with a bound on how much one verification may ask of it. A throwing port is an unreachable document. */
  readonly fetchDocument: FetchDocument = (request) => {
    const key = JSON.stringify([request.purpose, request.url, request.accept])
    const known = this.#fetched.get(key)
    if (known) return known
    if (this.#fetched.size >= this.policy.maxFetches) {
      return Promise.resolve({ ok: false, url: request.url, reason: 'refused' })
    }
    const answer = this.#guarded(request)
    this.#fetched.set(key, answer)
    return answer
  }

  /** False once as many nested credentials were looked at as the policy allows. */
  takeNested(): boolean {
    return this.#nested++ < this.policy.maxNestedCredentials
  }

  /** Places of schemas that are about to be applied; false once they are more than `max` in all. */
  takePlaces(places: number, max: number): boolean {
    this.#places += places
    return this.#places <= max
  }

  async #guarded(request: FetchDocumentRequest): Promise<FetchedDocument | FetchFailure> {
    try {
      return await this.#fetchDocument(request)
    } catch {
      return { ok: false, url: request.url, reason: 'unreachable' }
    }
  }
}
