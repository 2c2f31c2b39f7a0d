/** What is issued: a request through the gate, or one that we make ourselves for a learner known by their credentials. Types only. */
import type { RelatedResource } from '../credential/openbadges/index.ts'
import type { IssueRequest, Recipient } from './issue-request.ts'
import type { KnownLearner } from './recipient.ts'

export type Issuance = Omit<IssueRequest, 'recipient'> & {
  recipient: Recipient | KnownLearner
  relatedResources?: RelatedResource[]
}
