/**
 * The verify page's first script: the ways in (text, link, files, drop, paste, camera, address bar) and the language.
 * All that checks and shows is loaded when first wanted.
 */
import { byId } from './page/dom.ts'
import {
  type Language,
  loadMessages,
  preferredLanguage,
  rememberLanguage,
  translatePage,
} from './page/i18n.ts'
import type { Given } from './verify/given.ts'

const field = byId<HTMLTextAreaElement>('given')
const picker = byId<HTMLInputElement>('files')
const select = byId<HTMLSelectElement>('language')
const dropzone = byId('dropzone')
let language: Language = preferredLanguage()

/** Loaded at the first sign that somebody will check something, so that it is there when asked for. */
let session: Promise<typeof import('./verify/session.ts')> | undefined
const warmUp = () => {
  session ??= import('./verify/session.ts').catch((error) => {
    session = undefined
    throw error
  })
  return session
}

async function check(given: Given[]): Promise<void> {
  try {
    await (await warmUp()).check(given, language)
  } catch {
    // The chunk did not load: the one text that cannot be loaded either stands here.
    byId('trouble').textContent =
      (await loadMessages(language).catch(() => undefined))?.['load-failed'] ??
      'A part of this page could not be loaded. Check your connection, reload the page, and try again.'
  }
}

const fromFiles = (files: Iterable<File>): Given[] =>
  [...files].map((file) => ({ name: file.name, data: file }))
const fromText = (text: string): Given[] => [{ name: null, data: text.trim() }]

// Text and link
byId('check').addEventListener('submit', (event) => {
  event.preventDefault()
  void check(fromText(field.value))
})
field.addEventListener('keydown', (event) => {
  // Enter checks; Shift+Enter is a new line. While an input method composes, Enter is its own.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    byId<HTMLFormElement>('check').requestSubmit()
  }
})

// Files
byId('choose').addEventListener('click', () => picker.click())
picker.addEventListener('change', () => {
  if (picker.files?.length) void check(fromFiles(picker.files))
  picker.value = ''
})

// Paste: files (a picture from the clipboard) anywhere; text anywhere but in a field.
document.addEventListener('paste', (event) => {
  const files = event.clipboardData?.files
  if (files?.length) {
    event.preventDefault()
    void check(fromFiles(files))
    return
  }
  const text = event.clipboardData?.getData('text') ?? ''
  const within = event.target instanceof HTMLElement && event.target.matches('input, select')
  if (within || text.trim() === '') return
  if (event.target !== field) field.value = text
  // Pasted into the field it shall still be seen there; checked as soon as the browser has put it in.
  setTimeout(() => void check(fromText(field.value)))
})

// Drop, on the whole page
let depth = 0
const showDropzone = (shown: boolean) => {
  dropzone.hidden = !shown
}
document.addEventListener('dragenter', (event) => {
  event.preventDefault()
  depth += 1
  showDropzone(true)
  void warmUp()
})
document.addEventListener('dragleave', () => {
  depth = Math.max(0, depth - 1)
  if (depth === 0) showDropzone(false)
})
document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  depth = 0
  showDropzone(false)
  const { files } = event.dataTransfer ?? {}
  if (files?.length) {
    void check(fromFiles(files))
    return
  }
  const text = event.dataTransfer?.getData('text/uri-list') || event.dataTransfer?.getData('text/plain')
  if (!text) return
  field.value = text
  void check(fromText(text))
})

// Camera
byId('scan').addEventListener('click', async () => {
  const [{ scan }, messages] = await Promise.all([import('./verify/scanner.ts'), loadMessages(language)])
  void warmUp()
  const found = await scan(messages)
  if (typeof found === 'string') {
    field.value = found
    await check([{ name: messages['scanned-code'], data: found }])
  } else if (found) await check(fromFiles([found]))
})

// Address bar: `?url=` names a link; what stands after `#` is the credential itself (or `#url=`) and reaches no server.
function fromAddress(): string {
  const fragment = location.hash.slice(1)
  const named = /^(?:url|credential|vc)=(.*)$/s.exec(fragment)
  if (fragment) return decode(named?.[1] ?? fragment)
  return new URLSearchParams(location.search).get('url') ?? ''
}
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
function checkAddress(): void {
  const text = fromAddress()
  // A short word after `#` is a place on the page, not a credential.
  if (text.length < 8 || document.getElementById(text)) return
  field.value = text
  void check(fromText(text))
}
addEventListener('hashchange', checkAddress)

// Language
async function speak(chosen: Language): Promise<void> {
  language = chosen
  select.value = chosen
  translatePage(chosen, await loadMessages(chosen))
  if (session) await (await session).retell(chosen)
}
select.addEventListener('change', () => {
  const chosen = select.value as Language
  rememberLanguage(chosen)
  void speak(chosen)
})

select.value = language
if (language !== 'en') void speak(language).catch(() => undefined)
for (const event of ['input', 'pointerdown', 'keydown'] as const)
  addEventListener(event, () => void warmUp().catch(() => undefined), { once: true, passive: true })
checkAddress()
void import('./service-worker/register.ts').then(({ register }) => register())
