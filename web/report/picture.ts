/**
 * The credential's picture, only ever as an <img>, which runs nothing. Its host learns that somebody looks: so it loads
 * by itself only from this site, from the credential's own bytes, or from the domain that is proven to be the issuer's;
 * from elsewhere it waits to be asked for.
 */
import type { VerificationReport } from '../../worker/credential/verify/report.ts'
import { h, icon, webUrl } from '../page/dom.ts'
import type { Telling } from './telling.ts'

const DATA_IMAGE = /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i

export function addPicture(
  head: HTMLElement,
  { url, caption }: { url: string; caption: string | null },
  { issuer: { provenDomain } }: VerificationReport,
  { t }: Telling,
): void {
  const place = h('div', { class: 'picture' })
  const show = (src: string) => {
    const image = h('img', {
      src,
      alt: caption ?? t('badge-picture'),
      width: 176,
      height: 176,
      referrerpolicy: 'no-referrer',
      error: () => {
        place.remove()
        head.classList.remove('pictured')
      },
    })
    place.replaceChildren(image)
  }
  if (DATA_IMAGE.test(url)) show(url)
  else {
    const src = webUrl(url)
    if (!src) return
    const { origin, hostname, protocol } = new URL(src)
    if (origin === location.origin) show(src)
    else if (protocol !== 'https:') return
    else if (provenDomain && (hostname === provenDomain || hostname.endsWith(`.${provenDomain}`))) show(src)
    else {
      place.append(
        h(
          'button',
          { class: 'button small', type: 'button', click: () => show(src) },
          icon('picture'),
          t('show-picture', { host: hostname }),
        ),
        h('p', { class: 'soft small' }, t('show-picture-help')),
      )
    }
  }
  head.classList.add('pictured')
  head.prepend(place)
}
