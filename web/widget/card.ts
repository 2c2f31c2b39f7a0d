/** The card inside the element: a link with picture, title, issuer and verdict. `textContent` only. */
import type { VerificationReport, VerificationState } from '../../worker/credential/verify/report.ts'
import { signPath, WREATH } from './signs.ts'
import type { WidgetWords } from './words/en.ts'

const SVG = 'http://www.w3.org/2000/svg'

export class Card {
  readonly link = element('a', 'card')
  readonly #title = element('span', 'title')
  readonly #issuer = element('span', 'issuer')
  readonly #word = element('span', 'word')
  readonly #when = element('span', 'when')
  readonly #sign = drawing('sign', 16)
  #source: string | null = null
  #picture: Element = drawing('picture', 64, WREATH)

  constructor() {
    const text = element('span', 'text')
    const verdict = element('span', 'verdict')
    // A live region: the verdict is announced when it arrives.
    verdict.setAttribute('role', 'status')
    verdict.append(this.#sign, this.#word, this.#when)
    text.append(this.#title, this.#issuer, verdict)
    this.link.append(this.#picture, text)
    this.link.target = '_blank'
    this.link.rel = 'noopener'
    this.#title.dir = this.#issuer.dir = 'auto'
  }

  /** Before anything is known: what the page itself says of it, and no verdict. */
  showWaiting(href: string, title: string, picture: string | null, words: WidgetWords): void {
    this.link.href = href
    this.link.title = words.report
    this.#title.textContent = title
    this.#issuer.textContent = this.#when.textContent = ''
    this.#setState('checking', words)
    this.#setPicture(picture, '')
  }

  showFailure(words: WidgetWords): void {
    this.#setState('not-checked', words)
  }

  showReport(report: VerificationReport, picture: string | null, language: string, words: WidgetWords): void {
    const { credential, state, issuer } = report
    this.#setState(state, words)
    this.#when.textContent = words.checked.replace(
      '{when}',
      dateText(report.verifiedAt, language, { timeStyle: 'short' }),
    )
    if (!credential) return
    const day = credential.awardedDate ?? credential.validFrom
    const name = credential.issuer.name ?? issuer.provenDomain ?? ''
    this.#title.textContent = credential.title
    this.#issuer.textContent = [name, day && dateText(day, language, { year: 'numeric', month: 'short' })]
      .filter(Boolean)
      .join(' · ')
    this.#setPicture(picture, credential.image?.caption ?? '')
  }

  #setState(state: VerificationState | 'checking', words: WidgetWords): void {
    this.link.dataset.state = state
    this.#word.textContent = words.states[state]
    this.#sign.firstElementChild?.setAttribute('d', signPath(state))
  }

  /** A picture that does not load gives its place back to the wreath. */
  #setPicture(source: string | null, caption: string): void {
    if (source !== null && source === this.#source) return
    this.#source = source
    const wreath = drawing('picture', 64, WREATH)
    const picture = source === null ? wreath : element('img', 'picture')
    if (picture instanceof HTMLImageElement && source !== null) {
      picture.alt = caption
      picture.decoding = 'async'
      picture.referrerPolicy = 'no-referrer'
      picture.addEventListener('error', () => picture.replaceWith(wreath), { once: true })
      picture.src = source
    }
    this.#picture.replaceWith(picture)
    this.#picture = picture
  }
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.className = part
  made.setAttribute('part', part)
  return made
}

function drawing(part: string, side: number, d = ''): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.setAttribute('class', part)
  svg.setAttribute('part', part)
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`)
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', d)
  svg.append(path)
  return svg
}

function dateText(iso: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(language, options).format(date)
}
