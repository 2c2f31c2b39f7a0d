/** Verifying Open Badges before 3.0. */
export { type OpenBadges2Context, type OpenBadges2Finding, verifyOpenBadges2 } from './verify.ts'
