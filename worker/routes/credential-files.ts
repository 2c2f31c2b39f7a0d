/** Files of a credential: its picture as shown, baked pictures, certificate, QR code, and the picture for link previews. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { bakePng, bakeSvg } from '../credential/bake/index.ts'
import { Hono } from '../hono.ts'
import { sha256Hex } from '../issuing/access-token.ts'
import {
  coloursOf,
  defaultImage,
  defaultPng,
  type ImageFile,
  issuerImage,
  svgAround,
} from '../pages/badge-of.ts'
import { certificatePdf, type Paper } from '../pages/certificate/certificate-pdf.ts'
import { textsFrom, type Wording, wordingFor } from '../pages/language.ts'
import type { LoadedCredential } from '../pages/load-credential.ts'
import { decodePng } from '../pages/picture/decode-png.ts'
import { encodePng } from '../pages/picture/encode-png.ts'
import { glyphPagesFrom } from '../pages/picture/glyph-pages.ts'
import { ogPicture } from '../pages/picture/og-picture.ts'
import { paint } from '../pages/picture/paint.ts'
import { loadTypeface } from '../pages/picture/typeface.ts'
import { qrSvg } from '../pages/sharing/qr-code.ts'
import type { SharedCredential } from '../pages/sharing/shared-credential.ts'
import { Refusal } from '../problem.ts'
import type { IssuerPresentation } from '../storage/credential-pages.ts'
import { CREDENTIAL_ID, load, withdrawn, wordingOf } from './credential-pages.ts'
import { taggedBody } from './public-form.ts'
import { limitPainting } from './rate-limit.ts'

type Found = Extract<LoadedCredential, { found: true }>

/** A withdrawal, or a change of what the picture shows, takes at most this long to show. */
const PICTURE_MAX_AGE_SECONDS = 60

export const credentialFileRoutes = new Hono<AppEnv>()

/** As the page shows it: the issuer's picture, else the default one. */
credentialFileRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/image`, async (c) => {
  const { view, presentation } = await found(c)
  const image = (await issuerImage(c.var.deps, view.credential)) ?? defaultImage(view.shared, presentation)
  return file(c, image.bytes, image.type)
})

/** Always a PNG: what mail programs show. */
credentialFileRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/image.png`, async (c) =>
  file(c, await pngOf(c, await found(c)), 'image/png'),
)

/** What wallets show before the credential is there. */
credentialFileRoutes.get(`/achievements/:id{${CREDENTIAL_ID}}/image.png`, async (c) => {
  const { origin, achievements, issuers, credentialPages } = c.var.deps
  const achievement = await achievements.findPublic(c.req.param('id'))
  if (achievement === null) throw new Refusal('not-found', 'No such achievement.')
  const [issuer, presentation] = await Promise.all([
    issuers.find(achievement.issuerId),
    credentialPages.findPresentation(achievement.issuerId),
  ])
  const { name: title, image = null } = achievement.body
  const shown = {
    url: `${origin}/achievements/${achievement.id}`,
    title,
    issuerName: issuer?.profile.name ?? '',
  }
  return file(c, await paintedOr(c, image, shown, presentation), 'image/png')
})

credentialFileRoutes.get(`/credentials/:file{${CREDENTIAL_ID}\\.png}`, async (c) => {
  const loaded = await found(c)
  return download(c, bakePng(await pngOf(c, loaded), loaded.view.text), 'image/png', 'png')
})

credentialFileRoutes.get(`/credentials/:file{${CREDENTIAL_ID}\\.svg}`, async (c) => {
  const { view, presentation } = await found(c)
  const image = (await issuerImage(c.var.deps, view.credential)) ?? defaultImage(view.shared, presentation)
  const baked = bakeSvg(svgAround(image), view.text)
  return download(c, new TextEncoder().encode(baked), 'image/svg+xml', 'svg')
})

credentialFileRoutes.get(`/credentials/:file{${CREDENTIAL_ID}\\.pdf}`, async (c) => {
  const { deps } = c.var
  const { view, presentation } = await found(c)
  await limitPainting(c)
  const image = await issuerImage(deps, view.credential)
  const pdf = await certificatePdf(view, {
    paper: paperOf(c),
    image,
    colours: coloursOf(presentation),
    loadPage: glyphPagesFrom(deps.env.ASSETS),
  })
  c.header('Vary', 'Accept-Language')
  return download(c, pdf, 'application/pdf', 'pdf')
})

credentialFileRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/qr.svg`, async (c) => {
  const { view } = await found(c)
  return file(c, new TextEncoder().encode(qrSvg(view.shared.url)), 'image/svg+xml')
})

credentialFileRoutes.get(`/credentials/:id{${CREDENTIAL_ID}}/og.png`, async (c) => {
  const { deps } = c.var
  // In the language of `?lang=` alone: previews are kept for many.
  const asked = await wordingFor(c.req.query('lang'), undefined, textsFrom(c.env.ASSETS))
  const { view, presentation } = await found(c, asked)
  const { shared, report, wording } = view
  const warning = report.verdict === 'valid' ? null : wording.t(`word-${report.state}`)
  const dateLine =
    shared.awardedAt === null ? '' : `${wording.t('issued')} · ${wording.date(shared.awardedAt)}`
  const host = new URL(deps.origin).host
  const image = await issuerImage(deps, view.credential)
  const parts = {
    title: shared.title,
    issuerName: shared.issuerName,
    holderName: shared.holderName,
    dateLine,
    warning,
    host,
  }
  const png = await kept(
    c,
    JSON.stringify([shared.url, parts, presentation, view.credential.image?.url ?? null]),
    async () => {
      const words = Object.values(parts).filter((text) => text !== null)
      const typeface = await loadTypeface(
        [...words, 'Check it live A verifiable credential'],
        glyphPagesFrom(deps.env.ASSETS),
      )
      const pixels = image?.type === 'image/png' ? await decodePng(image.bytes) : null
      const picture = ogPicture({ ...parts, colours: coloursOf(presentation), image: pixels }, typeface)
      return encodePng(paint(picture, typeface), true)
    },
  )
  return file(c, png, 'image/png')
})

async function found(c: Context<AppEnv, string>, wording?: Wording): Promise<Found> {
  const id = (c.req.param('id') ?? c.req.param('file') ?? '').slice(0, 36)
  const loaded = await load(c, id, wording ?? (await wordingOf(c)))
  if (loaded.found) return loaded
  throw loaded.absence === 'not-found' ? new Refusal('not-found', 'No such credential.') : withdrawn()
}

function pngOf(c: Context<AppEnv, string>, { view, presentation }: Found): Promise<Uint8Array> {
  return paintedOr(c, view.credential.image, view.shared, presentation)
}

/** The issuer's own PNG, else the default image painted. */
async function paintedOr(
  c: Context<AppEnv, string>,
  given: { url: string } | null,
  { url, title, issuerName }: Pick<SharedCredential, 'url' | 'title' | 'issuerName'>,
  presentation: IssuerPresentation,
): Promise<Uint8Array> {
  const { deps } = c.var
  const image = await issuerImage(deps, { image: given })
  if (image?.type === 'image/png') return image.bytes
  return kept(c, JSON.stringify(['badge', url, title, issuerName, presentation]), () =>
    defaultPng(deps.env.ASSETS, { title, issuerName }, presentation),
  )
}

/** Letter where people use it, else A4; `?paper=` decides. */
function paperOf(c: Context<AppEnv, string>): Paper {
  const asked = c.req.query('paper')?.toLowerCase()
  if (asked === 'a4' || asked === 'letter') return asked
  return /^[a-z]{2,3}-(US|CA|MX|CO|CL|PH|VE)\b/i.test(c.req.header('accept-language') ?? '') ? 'letter' : 'a4'
}

/** Painted once for the same content: the cache's key is what the picture is made from. */
async function kept(
  c: Context<AppEnv, string>,
  madeFrom: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const key = `https://pictures.invalid/${await sha256Hex(madeFrom)}`
  const cache = await caches.open('pictures')
  const known = await cache.match(key)
  if (known) return new Uint8Array(await known.arrayBuffer())
  await limitPainting(c)
  const bytes = await make()
  const copy = new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' },
  })
  c.executionCtx.waitUntil(cache.put(key, copy))
  return bytes
}

/** An SVG that is opened by itself stays a picture: no script, no requests. */
function file(c: Context<AppEnv, string>, bytes: Uint8Array, type: ImageFile['type']): Promise<Response> {
  return taggedBody(c, bytes, {
    'Content-Type': type,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'Cache-Control': `public, max-age=${PICTURE_MAX_AGE_SECONDS}`,
  })
}

function download(
  c: Context<AppEnv, string>,
  bytes: Uint8Array,
  type: string,
  extension: string,
): Promise<Response> {
  return taggedBody(c, bytes, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="credential-${(c.req.param('file') ?? '').slice(0, 8)}.${extension}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-cache',
  })
}
