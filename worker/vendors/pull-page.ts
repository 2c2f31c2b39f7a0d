/** One page of a vendor that is asked on a schedule. Types only. */
import type { Deps } from '../deps.ts'

/** What a vendor's pull asks next. `cursor` is its own JSON; null begins anew. */
export interface PullRequest {
  settings: Record<string, string>
  secret: string
  cursor: string | null
  now: Date
}

export interface PulledPage {
  items: unknown[]
  /** Where to go on; kept with the items. */
  cursor: string
  /** Whether more is to be had now. */
  more: boolean
  /** In place of the secret from now on. */
  renewedSecret?: string
}

export type PullPage = (deps: Deps, request: PullRequest) => Promise<PulledPage>
