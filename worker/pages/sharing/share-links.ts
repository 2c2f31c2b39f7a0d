/** Links that hand the page to somebody else's sharing form. Plain links: nothing is loaded from those sites. Pure. */
import type { SharedCredential } from './shared-credential.ts'

export interface ShareLink {
  name: 'LinkedIn' | 'Bluesky' | 'X' | 'Facebook' | 'WhatsApp' | 'E-mail'
  url: string
}

export function shareLinks(credential: SharedCredential): ShareLink[] {
  const { url } = credential
  const sentence = issuedSentence(credential)
  const both = `${sentence} ${url}`
  const link = (base: string, parameters: Record<string, string>) =>
    `${base}?${new URLSearchParams(parameters)}`
  return [
    { name: 'LinkedIn', url: link('https://www.linkedin.com/sharing/share-offsite/', { url }) },
    { name: 'Bluesky', url: link('https://bsky.app/intent/compose', { text: both }) },
    { name: 'X', url: link('https://x.com/intent/post', { text: sentence, url }) },
    { name: 'Facebook', url: link('https://www.facebook.com/sharer/sharer.php', { u: url }) },
    { name: 'WhatsApp', url: link('https://wa.me/', { text: both }) },
    {
      name: 'E-mail',
      url: `mailto:?subject=${encodeURIComponent(credential.title)}&body=${encodeURIComponent(`${sentence}\n\n${url}`)}`,
    },
  ]
}

/** 'X was issued by Y to Z.', with 'to Z' only where the holder made the page public. */
export function issuedSentence({ title, issuerName, holderName }: SharedCredential): string {
  return `${title} was issued by ${issuerName}${holderName === null ? '' : ` to ${holderName}`}.`
}
