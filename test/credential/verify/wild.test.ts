/** Credentials as other platforms publish them, without the network: recognised, and never called more than is known. */
import vectors from 'virtual:vectors'
import { expect, test } from 'vitest'
import { verifyCredential } from '../../../worker/credential/verify/index.ts'
import { Network, NOW } from '../../support/issuer.ts'

/** file, what it is recognised as, and the state; null where it is no credential */
const SAMPLES: [string, string | null, string][] = [
  // Its issuers are named by urn:uuid, whose keys nothing can tell: neither theirs nor a stranger's.
  ['clr20-complex.json', 'clr-2.0', 'unknown-issuer'],
  ['credly-ob2-assertion.json', 'openbadges-2.0', 'unknown-issuer'],
  ['credly-ob3.partly-reconstructed.json', 'openbadges-3.0', 'tampered'],
  ['ob20-1edtech-basic-assertion.json', 'openbadges-2.0', 'unknown-issuer'],
  ['ob20-1edtech-simple.jwt', 'openbadges-2.0', 'unknown-issuer'],
  ['ob3-achievementAlignmentCase.json', 'openbadges-3.0', 'unsigned'],
  ['ob3-achievementAlignmentCe.json', 'openbadges-3.0', 'unsigned'],
  ['openedx-obv3-course.unsigned.json', 'openbadges-3.0', 'unsigned'],
  ['openedx-statuslist2021.json', 'vc-1.1', 'tampered'],
  ['ob20-1edtech-badgeclass1.json', null, 'malformed'],
  ['ob20-1edtech-issuer1.json', null, 'malformed'],
  ['apple-pass.reconstructed.json', null, 'malformed'],
  ['google-wallet-save-jwt.claims.reconstructed.json', null, 'malformed'],
]

test.skipIf(vectors === undefined).each(SAMPLES)('%s is %s: %s', async (file, format, state) => {
  const { fetchDocument } = new Network()
  const report = await verifyCredential(vectors?.[`vendors/credentials/${file}`] ?? '', {
    now: NOW,
    fetchDocument,
  })
  expect([report.format, report.state]).toEqual([format, state])
  expect(report.verdict).not.toBe('valid')
  expect(report.checks.every(({ outcome, problems }) => outcome !== 'failure' || problems.length > 0)).toBe(
    true,
  )
})
