/** Messages of the one queue. Each names work whose truth is in D1: a lost or repeated message does no harm. */
export type Job =
  /** Publish a status list whose bits changed. */
  | { kind: 'publish-status-list'; statusListId: string }
  /** Read a vendor's delivery that was kept. */
  | { kind: 'read-delivery'; deliveryId: string }
  /** Work on one of a vendor's events. */
  | { kind: 'work-event'; eventId: string }
  /** Try to deliver a message to a webhook endpoint. */
  | { kind: 'deliver-webhook'; deliveryId: string }
  /** Mail a learner about a credential. */
  | { kind: 'send-notification'; credentialId: string }
  /** Evaluate pathways for the learners for whom something changed. */
  | { kind: 'evaluate-pathways' }
  /** Read what is new at a vendor without webhooks. */
  | { kind: 'pull'; connectionId: string }
