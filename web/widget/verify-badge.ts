/**
 * `<verify-badge src="…">`: a credential with its live verdict, on any site. Attributes are its single truth: `src` (URL
 * of an Open Badge 3.0 or 2.0), `theme` (light, dark), `size` (small, large), `lang`. What stands inside shows until the
 * verdict is there, and where the script fails. Event `verified` has the report as its detail.
 */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { Card } from './card.ts'
import { widgetSheet } from './style.ts'
import { HOME, verifyOnce } from './verify.ts'
import { wordsFor } from './wording.ts'
import { words as english } from './words/en.ts'

export class VerifyBadge extends HTMLElement {
  static observedAttributes = ['src', 'lang']

  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #card = new Card()
  #observer: IntersectionObserver | undefined
  #inView = false
  /** Rises with each start, so that an answer to an earlier `src` is dropped. */
  #turn = 0

  get src(): string {
    return this.getAttribute('src') ?? ''
  }

  set src(value: string) {
    this.setAttribute('src', value)
  }

  connectedCallback(): void {
    if (this.#root.childNodes.length === 0) {
      this.#root.adoptedStyleSheets = [widgetSheet()]
      this.#root.append(this.#card.link)
    }
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        this.#observer?.disconnect()
        this.#inView = true
        void this.#start()
      },
      { rootMargin: '200px' },
    )
    this.#showWaiting()
    this.#observer.observe(this)
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect()
    this.#turn++
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return
    this.#showWaiting()
    if (this.#inView) void this.#start()
  }

  #showWaiting(): void {
    const fallback = this.textContent?.trim() || this.querySelector('img')?.alt || ''
    this.#card.showWaiting(this.#reportUrl(), fallback, ownPicture(this.#source()), english)
  }

  async #start(): Promise<void> {
    const turn = ++this.#turn
    const source = this.#source()
    const { language, words } = await wordsFor(this.#language())
    if (turn !== this.#turn) return
    this.#card.link.lang = language
    this.#card.link.dir = language === 'ar' ? 'rtl' : 'ltr'
    try {
      if (source === null) throw new TypeError('src is no web address')
      const report = await verifyOnce(source.href)
      if (turn !== this.#turn) return
      this.#card.showReport(report, pictureOf(report, source), language, words)
      this.dispatchEvent(new CustomEvent('verified', { detail: report, bubbles: true, composed: true }))
    } catch {
      if (turn === this.#turn) this.#card.showFailure(words)
    }
  }

  #source(): URL | null {
    const url = URL.parse(this.src, document.baseURI)
    return url && /^https?:$/.test(url.protocol) ? url : null
  }

  /** Our own pages are reports themselves; for all others the verify page makes one. */
  #reportUrl(): string {
    const source = this.#source()
    if (source === null) return HOME
    if (source.origin === HOME) return source.href
    return `${HOME}/verify?url=${encodeURIComponent(source.href)}`
  }

  #language(): string {
    return this.closest<HTMLElement>('[lang]')?.lang || navigator.language
  }
}

/** https and data only. A credential of ours always has a picture, also where its issuer gave none. */
function pictureOf({ credential }: VerificationReport, source: URL): string | null {
  const given = credential?.image?.url ?? ''
  return ownPicture(source) ?? (/^(https:|data:image\/)/.test(given) ? given : null)
}

function ownPicture(source: URL | null): string | null {
  if (source === null || source.origin !== HOME || !/^\/credentials\/[^/.]+$/.test(source.pathname))
    return null
  return `${HOME}${source.pathname}/image`
}
