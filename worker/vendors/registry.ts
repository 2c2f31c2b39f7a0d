/** The vendors we know, by kind. Adding one is a file in `kinds/` and a line here. */
import { learning360 } from './kinds/360learning.ts'
import { automation } from './kinds/automation.ts'
import { canvas } from './kinds/canvas.ts'
import { cornerstone } from './kinds/cornerstone.ts'
import { coursera } from './kinds/coursera.ts'
import { credly } from './kinds/credly.ts'
import { custom } from './kinds/custom.ts'
import { docebo } from './kinds/docebo.ts'
import { edxEnterprisePercipio } from './kinds/edx-enterprise-percipio.ts'
import { edxEnterpriseXapi } from './kinds/edx-enterprise-xapi.ts'
import { innovativeEducators } from './kinds/innovative-educators.ts'
import { kajabi } from './kinds/kajabi.ts'
import { learndash } from './kinds/learndash.ts'
import { learnworlds } from './kinds/learnworlds.ts'
import { linkedinLearning } from './kinds/linkedin-learning.ts'
import { moodle } from './kinds/moodle.ts'
import { openEdx } from './kinds/open-edx.ts'
import { openEdxCaliper } from './kinds/open-edx-caliper.ts'
import { openEdxXapi } from './kinds/open-edx-xapi.ts'
import { priorLearning } from './kinds/prior-learning.ts'
import { skilljar } from './kinds/skilljar.ts'
import { teachable } from './kinds/teachable.ts'
import { thinkific } from './kinds/thinkific.ts'
import { tisTraining } from './kinds/tis-training.ts'
import { toolzz } from './kinds/toolzz.ts'
import { udemyBusiness } from './kinds/udemy-business.ts'
import { vivaLearning } from './kinds/viva-learning.ts'
import { whop } from './kinds/whop.ts'
import { workramp } from './kinds/workramp.ts'
import { xapi } from './kinds/xapi.ts'
import type { Vendor } from './vendor.ts'

export const VENDORS: readonly Vendor[] = [
  openEdx,
  openEdxXapi,
  openEdxCaliper,
  edxEnterpriseXapi,
  edxEnterprisePercipio,
  linkedinLearning,
  udemyBusiness,
  canvas,
  moodle,
  thinkific,
  teachable,
  kajabi,
  learnworlds,
  docebo,
  learning360,
  skilljar,
  workramp,
  cornerstone,
  whop,
  learndash,
  coursera,
  vivaLearning,
  credly,
  priorLearning,
  tisTraining,
  toolzz,
  innovativeEducators,
  xapi,
  automation,
  custom,
]

export function findVendor(kind: string): Vendor | undefined {
  return VENDORS.find((vendor) => vendor.kind === kind)
}
