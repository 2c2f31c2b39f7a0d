/** The way from another page to the one where a learner brings badges from elsewhere. Reads D1. */
import type { Deps } from '../deps.ts'
import type { Issuer } from '../storage/issuers.ts'
import type { Wording } from './language.ts'
import { priorLearningTexts } from './prior-learning-texts.ts'

export interface Invitation {
  url: string
  text: string
}

/** Null where the page is closed. A holder's own link makes a mail needless there. */
export async function priorLearningInvitation(
  { env, vendorStores }: Pick<Deps, 'env' | 'vendorStores'>,
  { id, profile }: Issuer,
  wording: Wording,
  holder: { credential: string; key: string } | null = null,
): Promise<Invitation | null> {
  if ((await vendorStores.connections.findLearnerPage(id)) === null) return null
  const say = await priorLearningTexts(env.ASSETS, wording)
  const query = new URLSearchParams({ ...holder, lang: wording.language })
  return {
    url: `/issuers/${id}/prior-learning?${query}`,
    text: say(holder === null ? 'invite' : 'invite-holder', { issuer: profile.name }),
  }
}
