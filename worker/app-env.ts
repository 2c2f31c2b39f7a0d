/** What every handler finds on its Hono context. Types only. */
import type { Deps } from './deps.ts'
import type { Caller } from './issuing/caller.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    deps: Deps
    requestId: string
    /** Set by `requireOperator` and `requireScope`: on routes without them it is not there. */
    caller: Caller
    /** Set by `body`: the request's bytes as received. */
    rawBody: Uint8Array
  }
}
