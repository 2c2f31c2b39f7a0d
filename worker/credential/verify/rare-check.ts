/** Checks that few credentials call for: their code is loaded when one does, so that a browser need not have it before. */
import { check } from './check.ts'
import type { Examination, Step } from './examination.ts'
import type { CheckId } from './report.ts'

/** Skipped where nothing calls for it. A load that fails is a check that could not be run (index.ts), never a pass. */
export function rareCheck(
  id: CheckId,
  isCalledFor: (examination: Examination) => boolean,
  load: () => Promise<Step>,
  skipped: { critical?: boolean } = {},
): Step {
  return async (examination) =>
    isCalledFor(examination) ? (await load())(examination) : check(id, 'skipped', skipped)
}

/** The credential has this member, whatever it holds. */
export function hasMember(name: string): (examination: Examination) => boolean {
  return ({ document }) => document[name] !== undefined
}
