/** Messages of the one queue. Each names work whose truth is in D1: a lost or repeated message does no harm. */
export type Job =
  /** Publish a status list whose bits changed. */
  { kind: 'publish-status-list'; statusListId: string }
