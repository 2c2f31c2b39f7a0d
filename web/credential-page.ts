/**
 * A credential's page with script: the visitor's own browser verifies again and says so, Markdown is drawn, and codes can
 * be copied with one press. The page is whole without it. Its texts come with the page.
 */
import type { VerificationReport, VerificationState } from '../worker/credential/verify/report.ts'

interface Words {
  copy: string
  copied: string
  share: string
  pending: string
  same: string
  open: string
  differs: string
  states: Record<VerificationState, string>
}

const article = document.querySelector<HTMLElement>('[data-credential]')
if (article) {
  const words = JSON.parse(article.dataset.words ?? '{}') as Words
  for (const holder of article.querySelectorAll<HTMLElement>('[data-copy]')) addCopyButton(holder, words)
  addShareButton(article, words)
  void drawMarkdown(article)
  void verifyOnDevice(article, words)
}

/** Where a text has marks of Markdown; if the parser does not load, the text stands as written. */
async function drawMarkdown(article: HTMLElement): Promise<void> {
  const places = article.querySelectorAll<HTMLElement>('[data-markdown]')
  if (places.length === 0) return
  const [{ markdown }] = await Promise.all([
    import('./report/markdown.ts'),
    // Already there when it is asked for, so the text changes once.
    import('./report/markdown-parser.ts'),
  ])
  for (const place of places) place.replaceWith(markdown(place.textContent ?? ''))
}

/** Loads the verifier once the page has been drawn. A result unlike the server's takes the green away. */
async function verifyOnDevice(article: HTMLElement, words: Words): Promise<void> {
  const panel = article.querySelector<HTMLElement>('.verdict')
  const note = article.querySelector<HTMLElement>('[data-device]')
  if (!panel || !note) return
  note.hidden = false
  note.textContent = words.pending
  const report = await verified(new URL(article.dataset.credential ?? '', location.origin).href)
  note.dataset.device = report?.state ?? 'failed'
  if (report?.state === panel.dataset.state) {
    note.textContent = words.same
  } else if (report === null || report.verdict === 'indeterminate') {
    note.textContent = words.open
  } else {
    const word = panel.querySelector('.verdict-word')
    const sentence = panel.querySelector('.verdict-sentence')
    panel.dataset.state = report.state
    panel.querySelector('.seal')?.setAttribute('hidden', '')
    if (word) word.textContent = words.states[report.state]
    if (sentence) sentence.textContent = words.differs
    note.textContent = words.differs
  }
}

async function verified(url: string): Promise<VerificationReport | null> {
  try {
    const { verify } = await import('./verifier.ts')
    return (await verify(url)).report
  } catch {
    return null
  }
}

function addCopyButton(holder: HTMLElement, words: Words): void {
  if (!navigator.clipboard) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button small'
  button.textContent = words.copy
  const field = holder.previousElementSibling?.textContent
  if (holder.tagName === 'DD' && field) button.ariaDescription = field
  const said = document.createElement('span')
  said.className = 'visually-hidden'
  said.role = 'status'
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(holder.dataset.copy ?? '')
    } catch {
      return
    }
    button.textContent = words.copied
    said.textContent = words.copied
    setTimeout(() => {
      button.textContent = words.copy
      said.textContent = ''
    }, 2500)
  })
  holder.append(button, said)
}

/** The device's own sharing sheet, where it has one. */
function addShareButton(article: HTMLElement, words: Words): void {
  const list = article.querySelector('.share-links')
  const url = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href
  if (!list || !url || !navigator.share) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button wide'
  button.textContent = `${words.share} …`
  button.addEventListener('click', () => {
    navigator.share({ title: document.title, url }).catch(() => undefined)
  })
  list.before(button)
}
