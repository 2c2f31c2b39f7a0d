/**
 * Outlines of letters for the pictures that the Worker paints: from the WOFF files of open fonts (SIL OFL 1.1) into
 * `glyphs/<page>.json`, 64 code points a page, so that one title needs few small files. A page maps each character to
 * `[advance, path]` in 1/1000 em, y downwards, absolute M L Q C Z.
 * Kept between builds in `.build/glyphs`, under a stamp of the fonts' versions.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import opentype from 'opentype.js'

const root = path.join(import.meta.dirname, '..')
const kept = path.join(root, '.build', 'glyphs')

/** First font that has a character gives its outline. */
const FONTS = [
  { name: 'source-serif-4', files: /-600-normal\.woff$/ },
  { name: 'noto-sans-arabic', files: /-arabic-600-normal\.woff$/ },
  { name: 'noto-serif-hebrew', files: /-hebrew-600-normal\.woff$/ },
  { name: 'zcool-xiaowei', files: /-400-normal\.woff$/ },
]
const PAGE_BITS = 6
const FORMAT = 1

/** Path below the served folder → contents. */
export async function glyphFiles() {
  const stamp = JSON.stringify([FORMAT, ...(await Promise.all(FONTS.map(fontVersion)))])
  const stampFile = path.join(kept, 'stamp')
  if (!existsSync(stampFile) || (await readFile(stampFile, 'utf8')) !== stamp) {
    await rm(kept, { recursive: true, force: true })
    await mkdir(kept, { recursive: true })
    for (const [name, contents] of await drawn()) await writeFile(path.join(kept, name), contents)
    await writeFile(stampFile, stamp)
  }
  const names = (await readdir(kept)).filter((name) => name !== 'stamp')
  return Promise.all(names.map(async (name) => [`glyphs/${name}`, await readFile(path.join(kept, name))]))
}

async function drawn() {
  const pages = new Map()
  for (const font of FONTS) {
    const folder = path.join(root, 'node_modules', '@fontsource', font.name, 'files')
    for (const file of (await readdir(folder)).filter((name) => font.files.test(name)).sort()) {
      const bytes = await readFile(path.join(folder, file))
      const parsed = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      for (const [code, index] of Object.entries(parsed.tables.cmap.glyphIndexMap))
        addGlyph(pages, parsed, Number(code), index)
    }
  }
  const licences = await Promise.all(
    FONTS.map(
      async ({ name }) =>
        `${name}\n\n${await readFile(path.join(root, 'node_modules', '@fontsource', name, 'LICENSE'), 'utf8')}`,
    ),
  )
  return [
    ...[...pages].map(([page, glyphs]) => [`${page.toString(16)}.json`, JSON.stringify(glyphs)]),
    ['LICENSES.txt', licences.join('\n\n')],
  ]
}

function addGlyph(pages, font, code, index) {
  if (code < 0x20 || code > 0xffff) return
  const page = code >> PAGE_BITS
  const glyphs = pages.get(page) ?? pages.set(page, {}).get(page)
  const character = String.fromCodePoint(code)
  if (character in glyphs) return
  const glyph = font.glyphs.get(index)
  const scale = 1000 / font.unitsPerEm
  const outline = glyph.getPath(0, 0, 1000).commands.map(({ type, ...at }) => {
    const numbers = [at.x1, at.y1, at.x2, at.y2, at.x, at.y]
      .filter((value) => value !== undefined)
      .map(Math.round)
    return type + numbers.join(' ')
  })
  glyphs[character] = [Math.round(glyph.advanceWidth * scale), outline.join('')]
}

async function fontVersion({ name }) {
  const file = path.join(root, 'node_modules', '@fontsource', name, 'package.json')
  return `${name}@${JSON.parse(await readFile(file, 'utf8')).version}`
}
