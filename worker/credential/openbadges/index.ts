/** Building Open Badges 3.0. */
export { type AchievementRequest, buildAchievement } from './achievement.ts'
export { buildClr, type ClrRequest } from './clr.ts'
export type {
  AchievementDescription,
  AwardDescription,
  Identity,
  ProfileDescription,
  ResultDescriptionDescription,
  ResultGiven,
} from './description.ts'
export { buildIdentityObject, identityHash } from './identity-object.ts'
export {
  buildOpenBadge,
  OPEN_BADGES_CONTEXTS,
  type OpenBadgeRequest,
  type RelatedResource,
} from './open-badge.ts'
export { buildProfile } from './profile.ts'
export { buildStatusListEntry, type StatusAllocation } from './status-list-entry.ts'
