/** What the credential says: achievement, criteria, results, skills, evidence, endorsements, details. All as text nodes. */
import type { DisplayCredential, DisplayResult } from '../../worker/credential/display.ts'
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, link, webUrl } from '../page/dom.ts'
import { markdown } from './markdown.ts'
import { addPicture } from './picture.ts'
import type { Telling } from './telling.ts'

export function achievementHead(
  report: VerificationReport,
  credential: DisplayCredential,
  tell: Telling,
): HTMLElement {
  const { t } = tell
  const picture = credential.image ?? credential.achievement?.image ?? null
  const type = credential.achievement?.achievementType
  const head = h(
    'section',
    { class: 'card achievement' },
    h(
      'div',
      { class: 'achievement-head' },
      type && h('p', { class: 'eyebrow' }, spaced(type)),
      h('h2', { dir: 'auto' }, credential.title || t('untitled')),
      credential.recipient.name && h('p', { class: 'recipient-name' }, credential.recipient.name),
      credential.description && h('p', { class: 'soft', dir: 'auto' }, credential.description),
    ),
  )
  if (picture) addPicture(head, picture, report, tell)
  return head
}

export function substance(credential: DisplayCredential, tell: Telling): HTMLElement[] {
  return [
    narrativeSection(credential, tell),
    criteriaSection(credential, tell),
    resultsSection(credential, tell),
    skillsSection(credential, tell),
    evidenceSection(credential, tell),
    endorsementsSection(credential, tell),
  ].filter((section) => section !== null)
}

function section(title: string, ...content: (Node | string | null | false)[]): HTMLElement {
  return h('section', { class: 'section' }, h('h2', {}, title), ...content)
}

function narrativeSection({ narrative }: DisplayCredential, { t }: Telling): HTMLElement | null {
  return narrative ? section(t('narrative'), markdown(narrative)) : null
}

function criteriaSection({ achievement }: DisplayCredential, { t }: Telling): HTMLElement | null {
  const criteria = achievement?.criteria
  if (!criteria?.narrative && !webUrl(criteria?.id)) return null
  return section(
    t('criteria'),
    criteria?.narrative ? markdown(criteria.narrative) : null,
    webUrl(criteria?.id) ? h('p', {}, link(criteria?.id, t('criteria-link'))) : null,
  )
}

function resultsSection({ results }: DisplayCredential, tell: Telling): HTMLElement | null {
  if (results.length === 0) return null
  return section(
    tell.t('results'),
    h(
      'ul',
      { class: 'rows' },
      results.map((result) => h('li', {}, resultEntry(result, tell))),
    ),
  )
}

function resultEntry(result: DisplayResult, { t, list }: Telling): (Node | null)[] {
  const { name, value, valueMin, valueMax, requiredValue, allowedValues } = result
  const numbers = [value, valueMin ?? '0', valueMax ?? ''].map((text) =>
    text.trim() === '' ? Number.NaN : Number(text),
  )
  const [at = Number.NaN, min = 0, max = Number.NaN] = numbers
  const scaled = numbers.every(Number.isFinite) && max > min
  const notes = [
    scaled && t('result-range', { min: valueMin ?? '0', max: valueMax ?? '' }),
    requiredValue && t('result-required', { value: requiredValue }),
    allowedValues.length > 0 && t('result-allowed', { values: list(allowedValues) }),
  ].filter(Boolean)
  return [
    h('span', {}, `${name}: `, h('strong', {}, value)),
    scaled ? h('meter', { class: 'scale', min, max, value: at, 'aria-label': name }) : null,
    notes.length > 0 ? h('span', { class: 'soft small' }, notes.join(' · ')) : null,
  ]
}

function skillsSection({ achievement }: DisplayCredential, { t }: Telling): HTMLElement | null {
  if (!achievement || (achievement.alignments.length === 0 && achievement.tags.length === 0)) return null
  return section(
    t('skills'),
    achievement.alignments.length > 0 &&
      h(
        'ul',
        { class: 'rows' },
        achievement.alignments.map((alignment) =>
          h(
            'li',
            {},
            link(alignment.targetUrl, alignment.targetName),
            alignment.targetDescription && h('span', { class: 'small' }, alignment.targetDescription),
            h(
              'span',
              { class: 'soft small' },
              [alignment.targetFramework, alignment.targetCode].filter(Boolean).join(' · '),
            ),
          ),
        ),
      ),
    achievement.tags.length > 0 &&
      h(
        'ul',
        { class: 'tags' },
        achievement.tags.map((tag) => h('li', { class: 'tag' }, tag)),
      ),
  )
}

function evidenceSection({ evidence }: DisplayCredential, { t }: Telling): HTMLElement | null {
  if (evidence.length === 0) return null
  return section(
    t('evidence'),
    h(
      'ul',
      { class: 'rows' },
      evidence.map((item) =>
        h(
          'li',
          {},
          h('strong', {}, item.name ?? item.genre ?? t('evidence')),
          item.description && h('span', {}, item.description),
          item.narrative && markdown(item.narrative),
          webUrl(item.id) && h('span', {}, link(item.id, t('evidence-link'))),
        ),
      ),
    ),
  )
}

function endorsementsSection({ endorsements }: DisplayCredential, { t }: Telling): HTMLElement | null {
  if (endorsements.length === 0) return null
  return section(
    t('endorsements'),
    h(
      'ul',
      { class: 'rows' },
      endorsements.map(({ comment, issuerName }) =>
        h(
          'li',
          {},
          comment && h('span', {}, comment),
          h('span', { class: 'soft small' }, t('endorsement-by', { name: issuerName ?? t('unnamed') })),
        ),
      ),
    ),
  )
}

export function detailsSection(
  credential: DisplayCredential,
  { t, date, number, language }: Telling,
): HTMLElement {
  const { achievement } = credential
  const credits = credential.creditsEarned ?? achievement?.creditsAvailable ?? null
  const { activityStartDate: from, activityEndDate: to } = credential
  const rows: [string, string | null | undefined][] = [
    [t('detail-awarded'), date(credential.awardedDate)],
    [t('detail-valid-from'), date(credential.validFrom)],
    [t('detail-valid-until'), credential.validUntil ? date(credential.validUntil) : t('detail-no-end')],
    [
      t('detail-activity'),
      from && to ? t('detail-period', { from: date(from), until: date(to) }) : date(from ?? to),
    ],
    [t('detail-type'), achievement?.achievementType && spaced(achievement.achievementType)],
    [t('detail-credits'), credits === null ? null : number(credits)],
    [t('detail-field'), achievement?.fieldOfStudy],
    [t('detail-specialization'), achievement?.specialization],
    [t('detail-role'), credential.role],
    [t('detail-term'), credential.term],
    [t('detail-licence'), credential.licenseNumber],
    [t('detail-code'), achievement?.humanCode],
    [t('detail-version'), achievement?.version],
    [t('detail-language'), languageName(achievement?.inLanguage, language)],
    [t('detail-creator'), achievement?.creator?.name],
  ]
  return section(
    t('details'),
    h(
      'dl',
      { class: 'facts' },
      rows.flatMap(([name, value]) => (value ? [h('dt', {}, name), h('dd', {}, value)] : [])),
    ),
  )
}

function languageName(tag: string | null | undefined, language: string): string | null {
  if (!tag) return null
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The vocabulary's `MicroCredential` as words; extensions `ext:…` without their prefix. */
function spaced(term: string): string {
  return term.replace(/^ext:/, '').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
}
