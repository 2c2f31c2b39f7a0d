import decodeQR from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import type { DisplayCredential } from '../../../worker/credential/display.ts'
import type { VerificationState } from '../../../worker/credential/verify/report.ts'
import {
  iframeCode,
  imageCode,
  mailSignatureCode,
  markdownCode,
  widgetCode,
} from '../../../worker/pages/sharing/embed-code.ts'
import { linkedInAddToProfile, linkedInFields } from '../../../worker/pages/sharing/linkedin.ts'
import { oembedResponse } from '../../../worker/pages/sharing/oembed.ts'
import { qrModules, qrPath, qrSvg } from '../../../worker/pages/sharing/qr-code.ts'
import { issuedSentence, shareLinks } from '../../../worker/pages/sharing/share-links.ts'
import { sharedCredential } from '../../../worker/pages/sharing/shared-credential.ts'
import { statusBadgeSvg, statusWords } from '../../../worker/pages/sharing/status-badge.ts'
import { scriptSafeJson, structuredData } from '../../../worker/pages/sharing/structured-data.ts'

const URL_OF_PAGE = 'https://laurel.example/credentials/3f2504e0-4f89-41d3-9a0c-0305e82c3301'

const credential: DisplayCredential = {
  id: URL_OF_PAGE,
  types: ['VerifiableCredential', 'OpenBadgeCredential'],
  title: 'Intro to TypeScript',
  description: null,
  image: null,
  issuer: {
    id: 'did:web:laurel.example:issuers:1',
    name: 'Example Academy',
    url: 'https://academy.example',
    email: null,
    description: null,
    image: null,
  },
  recipient: { id: null, identifiers: [], name: 'Ada Learner' },
  achievement: {
    id: 'https://laurel.example/achievements/1',
    name: 'Intro to TypeScript',
    description: 'Write typed programs.',
    achievementType: 'Course',
    image: null,
    criteria: { id: null, narrative: null },
    tags: [],
    alignments: [
      alignment('use TypeScript', 'http://data.europa.eu/esco/skill/1', 'ESCO'),
      alignment('EQF 5', 'http://data.europa.eu/snb/eqf/5', 'European Qualifications Framework'),
    ],
    creator: null,
    humanCode: null,
    fieldOfStudy: null,
    specialization: null,
    creditsAvailable: null,
    inLanguage: null,
    version: null,
  },
  results: [],
  evidence: [],
  narrative: null,
  role: null,
  term: null,
  licenseNumber: null,
  creditsEarned: null,
  activityStartDate: null,
  activityEndDate: null,
  awardedDate: '2026-08-31T23:30:00Z',
  validFrom: '2026-09-01T00:00:00Z',
  validUntil: '2028-08-31T00:00:00Z',
  endorsements: [],
}

const unlisted = sharedCredential(credential, { url: URL_OF_PAGE, visibility: 'unlisted' })
const open = sharedCredential(credential, {
  url: URL_OF_PAGE,
  visibility: 'public',
  linkedInOrganizationId: '1035',
})
const hostile = sharedCredential(
  {
    ...credential,
    title: '"><script>alert(1)</script>',
    issuer: { ...credential.issuer, name: "O'Neill & <b>Sons</b>" },
  },
  { url: URL_OF_PAGE, visibility: 'unlisted' },
)

describe('LinkedIn', () => {
  it('sends every parameter, with the organisation id where the issuer has one', () => {
    expect(Object.fromEntries(new URL(linkedInAddToProfile(open)).searchParams)).toEqual({
      startTask: 'CERTIFICATION_NAME',
      name: 'Intro to TypeScript',
      organizationId: '1035',
      issueYear: '2026',
      issueMonth: '8',
      expirationYear: '2028',
      expirationMonth: '8',
      certUrl: URL_OF_PAGE,
      certId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    })
  })

  it('names the organisation where no id is known or the id is no number', () => {
    for (const linkedInOrganizationId of [null, 'acme" onload="', '12 34']) {
      const parameters = new URL(linkedInAddToProfile({ ...open, linkedInOrganizationId })).searchParams
      expect(parameters.get('organizationId')).toBeNull()
      expect(parameters.get('organizationName')).toBe('Example Academy')
    }
  })

  it('leaves both expiry parameters and the field to copy out when the credential does not expire', () => {
    const forever = { ...open, expiresAt: null }
    expect(
      [...new URL(linkedInAddToProfile(forever)).searchParams.keys()].filter((key) =>
        key.startsWith('expiration'),
      ),
    ).toEqual([])
    expect(linkedInFields(forever).map(({ label }) => label)).not.toContain('Expiration date')
  })

  it('offers the same values to copy by hand', () => {
    expect(linkedInFields(open).map(({ value }) => value)).toEqual([
      'Intro to TypeScript',
      'Example Academy',
      '08/2026',
      '08/2028',
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      URL_OF_PAGE,
    ])
  })
})

describe('what sharing says about the holder', () => {
  it('names the holder only where the page is public', () => {
    expect(issuedSentence(open)).toBe('Intro to TypeScript was issued by Example Academy to Ada Learner.')
    expect(issuedSentence(unlisted)).toBe('Intro to TypeScript was issued by Example Academy.')
    expect(JSON.stringify([unlisted, shareLinks(unlisted), oembedResponse(unlisted)])).not.toContain('Ada')
  })

  it('keeps the holder out of what search engines read, public or not', () => {
    expect(JSON.stringify(structuredData(open, credential))).not.toContain('Ada')
  })
})

describe('structured data', () => {
  it('separates skills from levels', () => {
    const data = structuredData(unlisted, credential)
    expect(data).toMatchObject({
      '@type': 'EducationalOccupationalCredential',
      competencyRequired: [{ name: 'use TypeScript' }],
      educationalLevel: [{ name: 'EQF 5' }],
      dateCreated: '2026-08-31T23:30:00Z',
      expires: '2028-08-31T00:00:00Z',
    })
  })

  it('cannot end the script element that carries it', () => {
    const text = scriptSafeJson(structuredData(hostile, { ...credential, title: '</script><script>' }))
    expect(text).not.toContain('<')
    expect(JSON.parse(text).name).toBe('"><script>alert(1)</script>')
  })
})

describe('embed codes', () => {
  it('escapes what the credential says', () => {
    for (const code of [widgetCode, iframeCode, imageCode, mailSignatureCode].map((make) => make(hostile))) {
      expect(code).not.toContain('<script>alert')
      expect(code).not.toContain('<b>Sons')
    }
    expect(markdownCode({ ...hostile, title: 'a](javascript:x)[b' })).toContain('a\\](javascript:x)\\[b')
  })

  it('puts a link and an image that work without script inside the widget', () => {
    expect(widgetCode(unlisted)).toMatch(
      new RegExp(
        `<verify-badge src="${URL_OF_PAGE}" style="[^"]+">\\s+<a href="${URL_OF_PAGE}"><img src="${URL_OF_PAGE}/image.png"`,
      ),
    )
  })

  it('gives an oEmbed frame no larger than the consumer allows', () => {
    expect(oembedResponse(unlisted, { maxWidth: 200, maxHeight: 90 })).toMatchObject({
      width: 200,
      height: 90,
    })
    expect(String(oembedResponse(unlisted, { maxWidth: 200, maxHeight: 90 }).html)).toContain(
      'width="200" height="90"',
    )
    expect(oembedResponse(unlisted, { maxWidth: 9000 })).toMatchObject({ width: 340 })
  })
})

describe('the status badge', () => {
  const states: VerificationState[] = [
    'valid',
    'expired',
    'revoked',
    'suspended',
    'tampered',
    'not-checked',
    'unknown-issuer',
  ]

  it('says each state in words, and is green only when it is valid', () => {
    for (const state of states) {
      const svg = statusBadgeSvg({ title: 'Intro', state })
      expect(svg).toContain(`>${statusWords(state)}</text>`)
      expect(svg.includes('#1b6a3c')).toBe(state === 'valid')
    }
    expect(statusWords('not-checked')).toBe('not fully checked')
  })

  it('is XML without script, whatever the title', () => {
    const svg = statusBadgeSvg({ title: '<script>alert(1)</script>\u0000\ud800', state: 'valid' })
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('\u0000')
  })
})

describe('the QR code', () => {
  it('is read back as the link by a QR reader', () => {
    const modules = qrModules(URL_OF_PAGE)
    const scale = 4
    const side = modules.length * scale
    const data = new Uint8Array(side * side * 4)
    for (let pixel = 0; pixel < side * side; pixel++) {
      const dark = modules[Math.floor(pixel / side / scale)]?.[Math.floor((pixel % side) / scale)]
      data.set(dark ? [0, 0, 0, 255] : [255, 255, 255, 255], pixel * 4)
    }
    expect(decodeQR({ width: side, height: side, data })).toBe(URL_OF_PAGE)
  })

  it('draws every dark module once', () => {
    const modules = qrModules(URL_OF_PAGE)
    const area = [...qrPath(modules).matchAll(/M(\d+) \d+L(\d+)/g)].reduce(
      (sum, [, from, to]) => sum + Number(to) - Number(from),
      0,
    )
    expect(area).toBe(modules.flat().filter(Boolean).length)
    expect(qrSvg(URL_OF_PAGE)).toMatch(/^<svg [^>]+>.+<\/svg>$/)
  })
})

function alignment(targetName: string, targetUrl: string, targetFramework: string) {
  return {
    targetName,
    targetUrl,
    targetFramework,
    targetCode: null,
    targetType: null,
    targetDescription: null,
  }
}
