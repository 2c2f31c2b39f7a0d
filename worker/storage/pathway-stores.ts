/** The stores of pathways. */
import { createHoldingStore } from './holdings.ts'
import { createPathwayAwardStore } from './pathway-awards.ts'
import { createPathwayEvaluationStore } from './pathway-evaluations.ts'
import { createPathwayStore } from './pathways.ts'

export function createPathwayStores(db: D1Database) {
  return {
    pathways: createPathwayStore(db),
    pathwayAwards: createPathwayAwardStore(db),
    pathwayEvaluations: createPathwayEvaluationStore(db),
    holdings: createHoldingStore(db),
  }
}

export type PathwayStores = ReturnType<typeof createPathwayStores>
