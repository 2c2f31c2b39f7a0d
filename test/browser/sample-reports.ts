/** Reports of every state, to show how each looks and reads. Hand-made; the verifier's own are tested elsewhere. */
import type { DisplayCredential } from '../../worker/credential/display.ts'
import { problem } from '../../worker/credential/verify/problem.ts'
import type {
  Check,
  CheckId,
  Outcome,
  VerificationReport,
  VerificationState,
} from '../../worker/credential/verify/report.ts'
import { sentenceFor } from '../../worker/credential/verify/sentence.ts'

const AT = '2026-11-23T19:00:00Z'

const badge = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><path d="M100 6 186 50v70c0 40-40 62-86 74-46-12-86-34-86-74V50z" fill="#23395b"/><path d="M100 22 172 58v60c0 32-32 50-72 61-40-11-72-29-72-61V58z" fill="none" stroke="#d9b45b" stroke-width="3"/><text x="100" y="118" font-family="serif" font-size="54" text-anchor="middle" fill="#f6efe0">DS</text></svg>',
).toString('base64')}`

export const sampleCredential: DisplayCredential = {
  id: 'https://badges.example.org/credentials/7f2c',
  types: ['VerifiableCredential', 'OpenBadgeCredential'],
  title: 'Data Stewardship for Public Health',
  description: 'Collects, documents and protects health data so that others can rely on it.',
  image: { url: badge, caption: 'A dark blue shield with the letters DS' },
  issuer: {
    id: 'did:web:example.org',
    name: 'Example Academy',
    url: 'https://example.org',
    email: 'badges@example.org',
    description: 'Continuing education since 1974.',
    image: null,
  },
  recipient: {
    id: 'urn:uuid:4b1e',
    identifiers: [{ type: 'emailAddress', hashed: true, value: 'sha256$00', salt: 'x' }],
    name: 'Ada Lindqvist',
  },
  achievement: {
    id: 'https://example.org/achievements/ds',
    name: 'Data Stewardship for Public Health',
    description: 'Collects, documents and protects health data so that others can rely on it.',
    achievementType: 'MicroCredential',
    image: null,
    criteria: {
      id: 'https://example.org/achievements/ds/criteria',
      narrative:
        '## To earn it\n\n1. Plan the collection of a **real data set** with a partner clinic.\n2. Document it by [DataCite](https://datacite.org/) and defend every choice.\n3. Pass the written examination.\n\n> Nobody owns data; they are entrusted.\n\n<script>alert(1)</script> ![x](https://tracker.example/p.png) [bad](javascript:alert(1))',
    },
    tags: ['data protection', 'metadata', 'public health'],
    alignments: [
      {
        targetName: 'manage data collection',
        targetUrl: 'https://data.europa.eu/esco/skill/1',
        targetCode: 'S1.2',
        targetFramework: 'ESCO',
        targetType: 'ESCO:Skill',
        targetDescription: 'Plan and run the collection of data.',
      },
      {
        targetName: 'data ethics',
        targetUrl: 'javascript:alert(1)',
        targetCode: null,
        targetFramework: 'ESCO',
        targetType: null,
        targetDescription: null,
      },
    ],
    creator: null,
    humanCode: 'DS-401',
    fieldOfStudy: 'Health informatics',
    specialization: null,
    creditsAvailable: 5,
    inLanguage: 'en',
    version: '2',
  },
  results: [
    {
      name: 'Final grade',
      value: '86',
      resultType: 'Percent',
      valueMin: '0',
      valueMax: '100',
      requiredValue: '60',
      allowedValues: [],
    },
    {
      name: 'Clinical placement',
      value: 'Distinction',
      resultType: null,
      valueMin: null,
      valueMax: null,
      requiredValue: 'Pass',
      allowedValues: ['Fail', 'Pass', 'Distinction'],
    },
  ],
  evidence: [
    {
      id: 'https://example.org/evidence/12',
      name: 'Data management plan',
      description: 'The plan as handed in, with the clinic’s comments.',
      narrative: null,
      genre: 'Portfolio',
      audience: null,
    },
  ],
  narrative: null,
  role: null,
  term: null,
  licenseNumber: null,
  creditsEarned: 5,
  activityStartDate: '2026-02-02T00:00:00Z',
  activityEndDate: '2026-04-28T00:00:00Z',
  awardedDate: '2026-05-03T10:00:00Z',
  validFrom: '2026-05-03T10:00:00Z',
  validUntil: '2029-05-03T10:00:00Z',
  endorsements: [
    {
      issuerName: 'European Data Guild',
      comment: 'A demanding and well-run course.',
      pointer: '/endorsement/0',
    },
  ],
}

function check(id: CheckId, outcome: Outcome, parts: Partial<Check> = {}): Check {
  return { id, outcome, critical: true, problems: [], facts: {}, sources: [], ...parts }
}

const DID = { url: 'https://example.org/.well-known/did.json', via: 'network', at: AT } as const
const LIST = { url: 'https://example.org/status/3', via: 'edge', at: AT } as const
const proof = check('proof', 'success', {
  facts: { cryptosuite: 'eddsa-rdfc-2022', verificationMethod: 'did:web:example.org#key-1' },
  sources: [DID],
})
const good: Record<'parse' | 'structure' | 'proof' | 'issuer' | 'validity' | 'status', Check> = {
  parse: check('parse', 'success'),
  structure: check('structure', 'success'),
  proof,
  issuer: check('issuer', 'success', { sources: [DID] }),
  validity: check('validity', 'success', {
    facts: { validFrom: '2026-05-03T10:00:00Z', validUntil: '2029-05-03T10:00:00Z' },
  }),
  status: check('status', 'success', {
    facts: { statusPurpose: 'revocation', statusListIndex: 4711 },
    sources: [LIST],
  }),
}

/** What differs from the good one, by state. */
const DIFFERENT: Record<VerificationState, Partial<Record<keyof typeof good, Check>>> = {
  valid: {},
  expired: {
    validity: check('validity', 'failure', {
      problems: [problem('expired', { params: { validUntil: '2026-08-01T00:00:00Z' } })],
    }),
  },
  'not-yet-valid': {
    validity: check('validity', 'failure', {
      problems: [problem('not-yet-valid', { params: { validFrom: '2027-01-01T00:00:00Z' } })],
    }),
  },
  revoked: {
    status: check('status', 'failure', {
      problems: [problem('revoked-reason', { params: { reason: 'Awarded by mistake.' } })],
      sources: [LIST],
    }),
  },
  suspended: { status: check('status', 'failure', { problems: [problem('suspended')], sources: [LIST] }) },
  tampered: {
    proof: check('proof', 'failure', { problems: [problem('signature-mismatch')], sources: [DID] }),
  },
  'issuer-mismatch': { issuer: check('issuer', 'failure', { sources: [DID] }) },
  malformed: {
    structure: check('structure', 'failure', {
      problems: [problem('property-missing', { params: { property: 'issuer' } })],
    }),
  },
  'recipient-mismatch': {},
  'unknown-issuer': {
    proof: check('proof', 'indeterminate'),
    issuer: check('issuer', 'indeterminate', {
      problems: [problem('document-unreachable', { params: { url: DID.url, reason: 'timeout' } })],
    }),
  },
  'not-checked': {
    status: check('status', 'indeterminate', {
      problems: [problem('status-list-unreachable', { params: { url: LIST.url, reason: 'unreachable' } })],
    }),
  },
  unsupported: {
    proof: check('proof', 'indeterminate', {
      problems: [problem('cryptosuite-unknown', { params: { cryptosuite: 'bbs-2023' } })],
    }),
  },
  unsigned: { proof: check('proof', 'indeterminate', { problems: [problem('proof-missing')] }) },
}

const UNPROVEN = new Set<VerificationState>([
  'tampered',
  'issuer-mismatch',
  'malformed',
  'unknown-issuer',
  'unsupported',
  'unsigned',
])

export const STATES = Object.keys(DIFFERENT) as VerificationState[]

export function sampleReport(state: VerificationState): VerificationReport {
  const assurance = UNPROVEN.has(state) ? 'none' : 'signature'
  const domain = assurance === 'none' ? null : 'example.org'
  const indeterminate = ['unknown-issuer', 'not-checked', 'unsupported', 'unsigned'].includes(state)
  return {
    reportVersion: '1.0',
    verdict: state === 'valid' ? 'valid' : indeterminate ? 'indeterminate' : 'invalid',
    state,
    assurance,
    sentence: sentenceFor(state, assurance, {
      domain,
      validFrom: state === 'not-yet-valid' ? '2027-01-01T00:00:00Z' : '2026-05-03T10:00:00Z',
      validUntil: '2026-08-01T00:00:00Z',
    }),
    verifiedAt: new Date().toISOString(),
    format: 'openbadges-3.0',
    securing: 'data-integrity',
    container: 'json',
    issuer: {
      id: 'did:web:example.org',
      claimedName: 'Example Academy',
      provenDomain: domain,
      registries: null,
    },
    checks: Object.values({ ...good, ...DIFFERENT[state] }),
    credential: sampleCredential,
    received: {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: sampleCredential.title,
    },
    nested: [],
    timings: { totalMs: 12 },
  }
}
