/** Building Open Badges 3.0. */
export { buildAchievement } from './achievement.ts'
export { buildClr } from './clr.ts'
export type { Identity } from './description.ts'
export { buildIdentityObject, identityHash } from './identity-object.ts'
export {
  buildOpenBadge,
  OPEN_BADGES_CONTEXTS,
  type RelatedResource,
} from './open-badge.ts'
export { buildProfile } from './profile.ts'
