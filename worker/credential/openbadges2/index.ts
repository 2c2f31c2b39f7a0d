/** Verifying Open Badges before 3.0. */
export { verifyOpenBadges2 } from './verify.ts'
