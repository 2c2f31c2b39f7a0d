import { describe, expect, it } from 'vitest'
import { badgeImageSvg, badgePicture } from '../../../worker/pages/badge-image/badge-image.ts'
import { monogram } from '../../../worker/pages/badge-image/monogram.ts'
import { contrast } from '../../../worker/pages/picture/colour.ts'
import { estimateWidth, fitText, graphemes } from '../../../worker/pages/picture/lettering.ts'

const NAMES = [
  'Web Accessibility Fundamentals',
  '数据分析基础',
  'أساسيات الأمن السيبراني',
  'Certificate of Advanced Studies in Responsible Machine Learning and Data Governance for Public Administration',
  'Donaudampfschifffahrtsgesellschaftskapitänspatent',
  '<script>alert(1)</script>',
  '👩🏽‍🚀',
  '',
  '\u0000\ud800 broken',
  'x'.repeat(10_000),
]

describe('the default badge image', () => {
  it('is the same for the same achievement and another for another issuer or name', () => {
    const one = badgeImageSvg({ name: 'TypeScript', issuerName: 'Example Academy' })
    expect(badgeImageSvg({ name: 'TypeScript', issuerName: 'Example Academy' })).toBe(one)
    expect(badgeImageSvg({ name: 'TypeScript', issuerName: 'Another Academy' })).not.toBe(one)
    expect(badgeImageSvg({ name: 'JavaScript', issuerName: 'Example Academy' })).not.toBe(one)
  })

  it('has no script, style, link or unescaped text, whatever the name', () => {
    for (const name of NAMES) {
      const svg = badgeImageSvg({ name, issuerName: name })
      expect(svg).not.toMatch(/<script|<style|href|on\w+=|url\(/i)
      expect(svg).toMatch(/^<svg [^>]+><title>/)
      expect(svg.length).toBeLessThan(40_000)
    }
  })

  it('keeps every line of lettering inside the badge', () => {
    for (const name of NAMES) {
      for (const shape of badgePicture({ name, issuerName: name }).shapes) {
        if (shape.kind !== 'text') continue
        expect(estimateWidth(shape.text, shape.size)).toBeLessThan(440)
        expect(shape.y).toBeLessThan(450)
      }
    }
  })

  it('uses the issuer’s colours, with lettering that stands out on them', () => {
    for (const ground of ['#ffd400', '#000', '#ffffff', '#777777', '#e11d48']) {
      const { shapes } = badgePicture({
        name: 'Intro',
        issuerName: 'Acme',
        colours: { ground, accent: ground },
      })
      const full = ground.length === 4 ? ground.replace(/[0-9a-f]/g, '$&$&') : ground
      expect(shapes[1]).toMatchObject({ fill: full })
      const lettering = shapes.find((shape) => shape.kind === 'text')
      expect(lettering?.kind === 'text' && contrast(lettering.fill, full)).toBeGreaterThan(4)
    }
  })

  it('ignores a colour that is none, so that nothing is written into the picture', () => {
    const colours = { ground: 'red" onload="alert(1)', accent: { toString: () => '#fff' } }
    expect(badgeImageSvg({ name: 'Intro', issuerName: 'Acme', colours })).toBe(
      badgeImageSvg({ name: 'Intro', issuerName: 'Acme' }),
    )
  })
})

describe('the monogram', () => {
  it.each([
    ['Web Accessibility Fundamentals', 'WA'],
    ['Introduction to the Art of Baking', 'IA'],
    ['of the', 'OT'],
    ['数据分析基础', '数据'],
    ['أساسيات الأمن', 'أ'],
    ['C++', 'C'],
    ['🚀', ''],
    ['', ''],
  ])('of %j is %j', (name, letters) => expect(monogram(name)).toBe(letters))
})

describe('fitting text', () => {
  const room = {
    sizes: [40, 20],
    maxLines: 2,
    widths: (count: number) => Array.from({ length: count }, () => 200),
  }

  it('ends in an ellipsis only where the smallest size is still too large', () => {
    expect(fitText('Short', room, estimateWidth).lines).toEqual(['Short'])
    expect(
      fitText(
        'a very long name that cannot be set in two lines of this little room at all',
        room,
        estimateWidth,
      ).lines.at(-1),
    ).toMatch(/…$/)
  })

  it('never cuts a grapheme in two', () => {
    const family = '👨‍👩‍👧‍👦'
    for (const line of fitText(family.repeat(60), room, estimateWidth).lines) {
      expect(graphemes(line).every((grapheme) => grapheme === family || grapheme === '…')).toBe(true)
    }
  })
})
