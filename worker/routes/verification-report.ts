/** The verification report as a schema, for the API's description. The contract is worker/credential/verify/report.ts. */
import * as z from 'zod'
import type { VerificationReport as Report } from '../credential/verify/index.ts'

const Params = z.record(z.string(), z.union([z.string(), z.number()]))

const Problem = z
  .object({
    code: z.string().describe('Stable, kebab-case.'),
    type: z.string().describe('RFC 9457 problem type: W3C’s own where one exists.'),
    severity: z.enum(['error', 'warning']),
    pointer: z.string().optional().describe('RFC 6901 pointer into the credential as received.'),
    params: Params.optional(),
    text: z.string(),
  })
  .meta({ id: 'VerificationProblem' })

const Check = z
  .object({
    id: z.string().describe('parse, structure, proof, issuer, validity, status, schema, recipient …'),
    subject: z.string().optional().describe('Which of several: `proof/0`, `credentialStatus/1`.'),
    outcome: z.enum(['success', 'failure', 'indeterminate', 'skipped']),
    critical: z.boolean().describe('Counts for the verdict.'),
    problems: z.array(Problem),
    facts: z.record(z.string(), z.unknown()),
    sources: z.array(
      z.object({
        url: z.string(),
        via: z.enum(['network', 'cache', 'own', 'edge', 'bundled']),
        at: z.string().describe('When its origin gave it.'),
      }),
    ),
  })
  .meta({ id: 'VerificationCheck' })

export const VerificationReport = z
  .object({
    reportVersion: z.literal('1.0'),
    verdict: z.enum(['valid', 'invalid', 'indeterminate']),
    state: z.enum([
      'valid',
      'expired',
      'not-yet-valid',
      'revoked',
      'suspended',
      'tampered',
      'issuer-mismatch',
      'malformed',
      'recipient-mismatch',
      'unknown-issuer',
      'not-checked',
      'unsupported',
      'unsigned',
    ] satisfies Report['state'][]),
    assurance: z
      .enum(['signature', 'host', 'link', 'none'] satisfies Report['assurance'][])
      .describe(
        'signature: proven by a key of the issuer. host: its own site confirms it. link: only a link.',
      ),
    sentence: z.object({ code: z.string(), params: Params, text: z.string() }),
    verifiedAt: z.string(),
    format: z.string().nullable(),
    securing: z.string().nullable(),
    container: z.string().nullable(),
    issuer: z.object({
      id: z.string().nullable(),
      claimedName: z.string().nullable().describe('As written in the credential: not proven.'),
      provenDomain: z.string().nullable(),
      registries: z.array(z.string()).nullable(),
    }),
    checks: z.array(Check),
    credential: z.unknown().describe('For display: one form whatever the version; null where there is none.'),
    received: z.unknown().describe('What was verified: the object, or the compact token.'),
    nested: z.array(z.unknown()).describe('Reports of the same shape.'),
    timings: z.object({ totalMs: z.number() }),
  })
  .meta({ id: 'VerificationReport' })
