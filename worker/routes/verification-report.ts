/** The verification report as a schema, for the API's description. The contract is worker/credential/verify/report.ts. */
import * as z from 'zod/mini'
import type { VerificationReport as Report } from '../credential/verify/index.ts'
import { lazily } from '../lazily.ts'

const Params = /* @__PURE__ */ lazily(() => z.record(z.string(), z.union([z.string(), z.number()])))

const Problem = /* @__PURE__ */ lazily(() =>
  z
    .object({
      code: z.string().check(z.describe('Stable, kebab-case.')),
      type: z.string().check(z.describe('RFC 9457 problem type: W3C’s own where one exists.')),
      severity: z.enum(['error', 'warning']),
      pointer: z.optional(z.string()).check(z.describe('RFC 6901 pointer into the credential as received.')),
      params: z.optional(Params()),
      text: z.string(),
    })
    .register(z.globalRegistry, { id: 'VerificationProblem' }),
)

const Check = /* @__PURE__ */ lazily(() =>
  z
    .object({
      id: z
        .string()
        .check(z.describe('parse, structure, proof, issuer, validity, status, schema, recipient …')),
      subject: z.optional(z.string()).check(z.describe('Which of several: `proof/0`, `credentialStatus/1`.')),
      outcome: z.enum(['success', 'failure', 'indeterminate', 'skipped']),
      critical: z.boolean().check(z.describe('Counts for the verdict.')),
      problems: z.array(Problem()),
      facts: z.record(z.string(), z.unknown()),
      sources: z.array(
        z.object({
          url: z.string(),
          via: z.enum(['network', 'cache', 'own', 'edge', 'bundled']),
          at: z.string().check(z.describe('When its origin gave it.')),
        }),
      ),
    })
    .register(z.globalRegistry, { id: 'VerificationCheck' }),
)

export const VerificationReport = /* @__PURE__ */ lazily(() =>
  z
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
        .check(
          z.describe(
            'signature: proven by a key of the issuer. host: its own site confirms it. link: only a link.',
          ),
        ),
      sentence: z.object({ code: z.string(), params: Params(), text: z.string() }),
      verifiedAt: z.string(),
      format: z.nullable(z.string()),
      securing: z.nullable(z.string()),
      container: z.nullable(z.string()),
      issuer: z.object({
        id: z.nullable(z.string()),
        claimedName: z.nullable(z.string()).check(z.describe('As written in the credential: not proven.')),
        provenDomain: z.nullable(z.string()),
        registries: z.nullable(z.array(z.string())),
      }),
      checks: z.array(Check()),
      credential: z
        .unknown()
        .check(z.describe('For display: one form whatever the version; null where there is none.')),
      received: z.unknown().check(z.describe('What was verified: the object, or the compact token.')),
      nested: z.array(z.unknown()).check(z.describe('Reports of the same shape.')),
      timings: z.object({ totalMs: z.number() }),
    })
    .register(z.globalRegistry, { id: 'VerificationReport' }),
)
