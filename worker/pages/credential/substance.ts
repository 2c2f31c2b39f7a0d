/** What the credential says: achievement, criteria, skills, results, evidence, endorsements, issuer. Pure. */
import { html } from 'hono/html'
import type { DisplayAlignment, DisplayEvidence, DisplayResult } from '../../credential/display.ts'
import { type Html, icon } from '../layout.ts'
import { isSafeLink, prose } from '../prose.ts'
import { type CredentialView, isComponent } from './view.ts'

export function substance(view: CredentialView): Html {
  const { shared, credential } = view
  const { t } = view.wording
  const evidence = credential.evidence.filter(({ id }) => !isComponent(view, id))
  const { achievement, issuer } = credential
  const criteria = achievement?.criteria
  const criteriaPage = criteria?.id && isSafeLink(criteria.id) ? criteria.id : null
  const skills = achievement?.alignments ?? []
  return html`${shared.description === null ? '' : section(t('about'), html`<p class="lead" dir="auto">${shared.description}</p>`)}
${credential.narrative === null ? '' : section(t('narrative'), prose(credential.narrative))}
${
  criteria && (criteria.narrative !== null || criteriaPage !== null)
    ? section(
        t('criteria'),
        html`${criteria.narrative === null ? '' : prose(criteria.narrative)}${criteriaPage === null ? '' : html`<p>${outside(criteriaPage, t('criteria-link'))}</p>`}`,
      )
    : ''
}
${skills.length === 0 ? '' : section(t('skills'), html`<ul class="skills">${skills.map(skill)}</ul>`)}
${
  credential.results.length === 0
    ? ''
    : section(
        t('results'),
        html`<dl class="facts results">${credential.results.map((result) => resultRow(result, t))}</dl>`,
      )
}
${evidence.length === 0 ? '' : section(t('evidence'), html`<ul class="evidence">${evidence.map(evidenceItem)}</ul>`)}
${
  credential.endorsements.length === 0
    ? ''
    : section(
        t('endorsements'),
        html`${credential.endorsements.map(
          ({ issuerName, comment }) =>
            html`<figure class="endorsement"><blockquote dir="auto">${comment ?? ''}</blockquote><figcaption>${t('endorsed-by', { name: issuerName ?? '?' })}</figcaption></figure>`,
        )}`,
      )
}
${
  achievement === null || achievement.tags.length === 0
    ? ''
    : section(
        t('tags'),
        html`<ul class="tags">${achievement.tags.map((tag) => html`<li class="tag" dir="auto">${tag}</li>`)}</ul>`,
      )
}
${
  issuer.description === null && issuer.url === null
    ? ''
    : section(
        t('issuer'),
        html`<p><strong dir="auto">${shared.issuerName}</strong></p>${issuer.description === null ? '' : html`<p dir="auto">${issuer.description}</p>`}${
          issuer.url !== null && isSafeLink(issuer.url)
            ? html`<p>${outside(issuer.url, new URL(issuer.url).host || t('issuer-site'))}</p>`
            : ''
        }`,
      )
}`
}

export function section(title: string, body: Html): Html {
  return html`<section class="part"><h2>${title}</h2>${body}</section>`
}

export function outside(url: string, text: string): Html {
  return html`<a href="${url}" rel="nofollow noopener ugc"><span dir="auto">${text}</span> ${icon('external')}</a>`
}

function skill({
  targetName,
  targetUrl,
  targetFramework,
  targetCode,
  targetDescription,
}: DisplayAlignment): Html {
  const origin = [targetFramework, targetCode].filter(Boolean).join(' · ')
  return html`<li>${targetUrl !== null && isSafeLink(targetUrl) ? outside(targetUrl, targetName) : html`<span dir="auto">${targetName}</span>`}
${origin === '' ? '' : html`<span class="soft small" dir="auto">${origin}</span>`}${targetDescription === null ? '' : html`<span class="soft small" dir="auto">${targetDescription}</span>`}</li>`
}

function resultRow(result: DisplayResult, t: CredentialView['wording']['t']): Html {
  const scale =
    result.valueMin !== null && result.valueMax !== null
      ? t('result-scale', { min: result.valueMin, max: result.valueMax })
      : result.allowedValues.join(' · ')
  const required =
    result.requiredValue === null ? '' : t('result-required', { required: result.requiredValue })
  const notes = [scale, required].filter((note) => note !== '').join('; ')
  return html`<dt dir="auto">${result.name}</dt><dd><strong dir="auto">${result.value}</strong>${notes === '' ? '' : html` <span class="soft small">(${notes})</span>`}</dd>`
}

function evidenceItem({ id, name, description, narrative, genre }: DisplayEvidence): Html {
  const title = name ?? genre ?? id ?? ''
  return html`<li>${id !== null && isSafeLink(id) ? outside(id, title) : html`<strong dir="auto">${title}</strong>`}
${description === null ? '' : html`<p class="soft" dir="auto">${description}</p>`}${narrative === null ? '' : prose(narrative)}</li>`
}
