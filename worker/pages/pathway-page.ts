/** The public page of a pathway: what it takes and what completing it earns. Pure; it works without script. */
import { html } from 'hono/html'
import { isLeaf, type Leaf, leafKey, type Requirement } from '../issuing/pathways/requirement.ts'
import type { Pathway } from '../storage/pathways.ts'
import { outside, section } from './credential/substance.ts'
import type { Wording } from './language.ts'
import { type Html, page } from './layout.ts'
import type { Invitation } from './prior-learning-invitation.ts'
import { isSafeLink } from './prose.ts'

export interface PathwayView {
  pathway: Pathway
  issuer: { name: string; url: string | null }
  /** Of achievements, by id. */
  names: ReadonlyMap<string, string>
  /** To the page where learners bring what they earned elsewhere. */
  bring: Invitation | null
  wording: Wording
}

export function pathwayPage({ pathway, issuer, names, bring, wording }: PathwayView): Html {
  const { t } = wording
  const { body, version, archivedAt } = pathway
  return page({
    title: `${body.name} · ${issuer.name}`,
    wording,
    ...(body.description === undefined
      ? {}
      : { head: html`<meta name="description" content="${body.description}">` }),
    main: html`<article class="credential">
<header class="part">
<p class="eyebrow">${t('pathway')} · ${t('pathway-version', { version })}</p>
<h1 dir="auto">${body.name}</h1>
${archivedAt === null ? '' : html`<p class="notice"><span>${t('pathway-archived')}</span></p>`}
${body.description === undefined ? '' : html`<p class="lead" dir="auto">${body.description}</p>`}
<p>${t('issued-by')} <strong>${issuer.url !== null && isSafeLink(issuer.url) ? outside(issuer.url, issuer.name) : html`<span dir="auto">${issuer.name}</span>`}</strong></p>
</header>
<div class="substance">
${section(t('pathway-earns'), html`<p class="lead" dir="auto">${names.get(body.achievementId) ?? ''}</p>`)}
${section(
  t('pathway-takes'),
  html`<ul class="pathway-tree">${item(body.requirements, names, t)}</ul>
${bring === null ? '' : html`<p><a class="button" href="${bring.url}">${bring.text}</a></p>`}`,
)}
</div>
</article>`,
  })
}

function item(requirement: Requirement, names: ReadonlyMap<string, string>, t: Wording['t']): Html {
  if (isLeaf(requirement)) return leafItem(requirement, names, t)
  const parts = html`<ul>${requirement.of.map((each) => item(each, names, t))}</ul>`
  return html`<li><strong>${head(requirement, t)}</strong>${parts}</li>`
}

function head(group: Exclude<Requirement, Leaf>, t: Wording['t']): string {
  if (group.type === 'atLeast') return t('pathway-at-least', { count: group.count })
  if (group.type === 'credits') return t('pathway-credits', { count: group.minimum })
  return t(`pathway-${group.type}`)
}

function leafItem(leaf: Leaf, names: ReadonlyMap<string, string>, t: Wording['t']): Html {
  const terms = [
    leaf.type === 'foreignAchievement' ? `${t('issued-by')} ${leaf.issuer}` : '',
    leaf.type === 'achievement' && leaf.levels !== undefined
      ? t('pathway-level', { level: leaf.levels.join(' / ') })
      : '',
    leaf.credits === undefined ? '' : t('pathway-credits-each', { count: leaf.credits }),
    leaf.earnedWithinDays === undefined ? '' : t('pathway-days', { count: leaf.earnedWithinDays }),
  ].filter((term) => term !== '')
  const title =
    leaf.type === 'achievement'
      ? html`<span dir="auto">${names.get(leafKey(leaf)) ?? leaf.achievementId}</span>`
      : isSafeLink(leaf.achievement)
        ? outside(leaf.achievement, leaf.achievement)
        : html`<span dir="auto">${leaf.achievement}</span>`
  return html`<li>${title}${terms.length === 0 ? '' : html` <span class="soft small">${terms.join(' · ')}</span>`}</li>`
}
