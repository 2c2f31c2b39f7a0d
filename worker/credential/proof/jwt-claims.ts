/**
 * The three ways in which a token carries a credential, and what its claims must say (Open Badges 3.0, 8.2.2; VC Data
 * Model 1.1, 6.3.1; VC-JOSE-COSE, 3.1). They contradict one another, so a token is read by one of them alone. Pure.
 */
import { asArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { problem } from '../verify/problem.ts'
import type { Problem } from '../verify/report.ts'
import type { JwtForm, ProofContext } from './finding.ts'
import { checkTimes, dateOf, sameSecond } from './jwt-times.ts'

export interface ReadClaims {
  form: JwtForm
  kind: 'credential' | 'presentation'
  /** Claims merged in, claims removed. */
  credential: JsonObject
  problems: Problem[]
}

type Context = Pick<ProofContext, 'now' | 'policy' | 'challenge' | 'domain'>

const JOSE_TYPES = {
  credential: ['vc+jwt', 'vc+ld+jwt', 'vc+ld+json+jwt'],
  presentation: ['vp+jwt', 'vp+ld+jwt', 'vp+ld+json+jwt'],
}

/** Undefined where the payload is neither credential nor presentation, or holds both. */
export function readClaims(header: JsonObject, payload: JsonObject, ctx: Context): ReadClaims | undefined {
  const typ =
    typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : undefined
  const kind = kindOf(typ, payload)
  if (kind === undefined) return undefined
  const isJose =
    typ === undefined
      ? payload.iss === undefined && payload.vc === undefined && payload.vp === undefined
      : JOSE_TYPES[kind].includes(typ)
  const read = isJose
    ? readVcJose(header, payload, kind, ctx)
    : payload.vc === undefined && payload.vp === undefined
      ? readTopLevel(payload, kind, ctx)
      : readWrapped(payload, kind, ctx)
  const isNamedRightly = isJose || typ === undefined || typ === 'jwt'
  if (isNamedRightly && kind === kindOfDocument(read.credential)) return read
  const mismatch = problem('jwt-type-mismatch', { params: { typ: String(header.typ ?? kind) } })
  return { ...read, problems: [mismatch, ...read.problems] }
}

/**
 * A credential is its issuer's to sign, a presentation its holder's: what is called one and is the other would be signed
 * by whoever it names as holder.
 */
function kindOfDocument({ type, credentialSubject }: JsonObject): ReadClaims['kind'] | undefined {
  const types = asArray<JsonValue>(type)
  const isCredential = types.includes('VerifiableCredential') || credentialSubject !== undefined
  if (!types.includes('VerifiablePresentation')) return 'credential'
  return isCredential ? undefined : 'presentation'
}

function kindOf(typ: string | undefined, payload: JsonObject): ReadClaims['kind'] | undefined {
  if (typ !== undefined && JOSE_TYPES.credential.includes(typ)) return 'credential'
  if (typ !== undefined && JOSE_TYPES.presentation.includes(typ)) return 'presentation'
  if (isJsonObject(payload.vc)) return isJsonObject(payload.vp) ? undefined : 'credential'
  if (isJsonObject(payload.vp)) return 'presentation'
  if (payload['@context'] === undefined && payload.type === undefined) return undefined
  return asArray<JsonValue>(payload.type).includes('VerifiablePresentation') ? 'presentation' : 'credential'
}

/** The payload is the credential; claims repeat its members, and may end the token before it. */
function readVcJose(
  header: JsonObject,
  payload: JsonObject,
  kind: ReadClaims['kind'],
  ctx: Context,
): ReadClaims {
  const forbidden = (['vc', 'vp'] as const)
    .filter((claim) => payload[claim] !== undefined)
    .map((claim) => problem('jwt-claim-forbidden', { params: { typ: String(header.typ ?? ''), claim } }))
  const expected = membersOf(payload, kind)
  const mismatched = [
    ...compare('iss', payload.iss ?? expected.iss, expected.iss),
    ...compare('iss', header.iss ?? expected.iss, expected.iss),
    ...compare('sub', payload.sub ?? expected.sub, expected.sub),
    ...compare('jti', payload.jti ?? expected.jti, expected.jti),
  ]
  const credential = withoutRegistered(payload)
  const problems = [
    ...forbidden,
    ...mismatched,
    ...checkTimes(payload, ctx),
    ...checkAudience(payload, kind, ctx),
  ]
  return { form: 'vc-jose', kind, credential, problems }
}

/** Open Badges 3.0: every claim must be there and equal its member; a missing `sub` is common enough to be forgiven. */
function readTopLevel(payload: JsonObject, kind: ReadClaims['kind'], ctx: Context): ReadClaims {
  const members = withoutRegistered(payload)
  if (kind === 'presentation') return readPresentation(payload, members, 'openbadges', ctx)
  const expected = membersOf(members, kind)
  const from = members.validFrom ?? members.issuanceDate
  const missing = (['iss', 'jti', 'nbf'] as const)
    .filter((claim) => payload[claim] === undefined)
    .map((claim) => problem('jwt-claim-missing', { params: { claim } }))
  const problems = [
    ...missing,
    ...compare('iss', payload.iss ?? expected.iss, expected.iss),
    ...compare('jti', payload.jti ?? expected.jti, expected.jti),
    ...checkSubject(payload, expected.sub),
    ...(payload.nbf === undefined || sameSecond(payload.nbf, from) ? [] : [mismatch('nbf', 'validFrom')]),
  ]
  return withEnd({ form: 'openbadges', kind, credential: members, problems }, payload)
}

/** VC Data Model 1.1: claims stand for members of `vc`, which may be left out there. */
function readWrapped(payload: JsonObject, kind: ReadClaims['kind'], ctx: Context): ReadClaims {
  const wrapped = kind === 'credential' ? payload.vc : payload.vp
  const members = isJsonObject(wrapped) ? wrapped : {}
  if (kind === 'presentation') return readPresentation(payload, members, 'vc-1.1', ctx)
  const expected = membersOf(members, kind)
  const [begin] = dateNames(members)
  const problems = [
    ...(payload.iss === undefined ? [problem('jwt-claim-missing', { params: { claim: 'iss' } })] : []),
    ...compare('iss', payload.iss ?? expected.iss, expected.iss ?? payload.iss),
    ...compare('jti', payload.jti ?? expected.jti, expected.jti ?? payload.jti),
    ...checkSubject(payload, expected.sub ?? payload.sub),
    ...(payload.nbf === undefined || members[begin] === undefined || sameSecond(payload.nbf, members[begin])
      ? []
      : [mismatch('nbf', begin)]),
  ]
  return withEnd(
    { form: 'vc-1.1', kind, credential: mergeClaims(members, payload, begin), problems },
    payload,
  )
}

function mergeClaims(members: JsonObject, { iss, jti, sub, nbf }: JsonObject, begin: string): JsonObject {
  const { issuer, credentialSubject, id } = members
  const start = members[begin] ?? dateOf(nbf)
  const [subject] = asArray<JsonValue>(credentialSubject)
  const isOneSubject = isJsonObject(subject) && asArray<JsonValue>(credentialSubject).length === 1
  return {
    ...members,
    ...(id === undefined && typeof jti === 'string' ? { id: jti } : {}),
    ...(issuer === undefined && typeof iss === 'string' ? { issuer: iss } : {}),
    ...(isJsonObject(issuer) && issuer.id === undefined && typeof iss === 'string'
      ? { issuer: { ...issuer, id: iss } }
      : {}),
    ...(start === undefined ? {} : { [begin]: start }),
    ...(isOneSubject && subject.id === undefined && typeof sub === 'string'
      ? { credentialSubject: { ...subject, id: sub } }
      : {}),
  }
}

function readPresentation(payload: JsonObject, members: JsonObject, form: JwtForm, ctx: Context): ReadClaims {
  const { holder } = membersOf(members, 'presentation')
  const { iss } = payload
  const problems = [
    ...(iss === undefined ? [problem('jwt-claim-missing', { params: { claim: 'iss' } })] : []),
    ...(holder === undefined ? [] : compare('iss', iss ?? holder, holder)),
    ...checkTimes(payload, ctx),
    ...checkAudience(payload, 'presentation', ctx),
  ]
  const credential = holder === undefined && typeof iss === 'string' ? { ...members, holder: iss } : members
  return { form, kind: 'presentation', credential, problems }
}

/** `exp` is the end of validity where the credential states none, or states a later one. */
function withEnd(read: ReadClaims, { exp }: JsonObject): ReadClaims {
  if (exp === undefined) return read
  const [, end] = dateNames(read.credential)
  const stated = read.credential[end]
  if (stated !== undefined && sameSecond(exp, stated)) return read
  const until = dateOf(exp)
  if (until === undefined) {
    const malformed = problem('jwt-claim-malformed', { params: { claim: 'exp' } })
    return { ...read, problems: [...read.problems, malformed] }
  }
  if (stated === undefined) return { ...read, credential: { ...read.credential, [end]: until } }
  const differs = problem('jwt-claim-mismatch', {
    severity: 'warning',
    params: { claim: 'exp', member: end },
  })
  const earlier = Date.parse(String(stated)) < Date.parse(until) ? stated : until
  return {
    ...read,
    credential: { ...read.credential, [end]: earlier },
    problems: [...read.problems, differs],
  }
}

/** VC Data Model 2.0 renamed the dates. */
function dateNames(members: JsonObject): [begin: string, end: string] {
  const isVersion1 = asArray<JsonValue>(members['@context']).includes(
    'https://www.w3.org/2018/credentials/v1',
  )
  return isVersion1 ? ['issuanceDate', 'expirationDate'] : ['validFrom', 'validUntil']
}

function membersOf({ issuer, holder, credentialSubject, id }: JsonObject, kind: ReadClaims['kind']) {
  const subjects = asArray<JsonValue>(credentialSubject)
  const subject = subjects.length === 1 ? subjects[0] : undefined
  const controller = kind === 'credential' ? issuer : holder
  const idOf = (value: JsonValue | undefined) => (isJsonObject(value) ? value.id : value)
  return {
    iss: idOf(controller),
    holder: idOf(holder),
    jti: id,
    sub: isJsonObject(subject) ? subject.id : undefined,
  }
}

function checkSubject({ sub }: JsonObject, expected: JsonValue | undefined): Problem[] {
  if (sub !== undefined) return compare('sub', sub, expected)
  return expected === undefined ? [] : [problem('jwt-subject-missing', { severity: 'warning' })]
}

const MEMBERS = { iss: 'issuer', sub: 'credentialSubject.id', jti: 'id' } as const

function compare(
  claim: keyof typeof MEMBERS,
  value: JsonValue | undefined,
  expected: JsonValue | undefined,
): Problem[] {
  return value === expected ? [] : [mismatch(claim, MEMBERS[claim])]
}

function mismatch(claim: string, member: string): Problem {
  return problem('jwt-claim-mismatch', { params: { claim, member } })
}

/** `aud` answers the domain, and `nonce` the challenge, that a presentation was asked for. */
function checkAudience(
  { aud, nonce }: JsonObject,
  kind: ReadClaims['kind'],
  { challenge, domain }: Context,
): Problem[] {
  if (kind === 'credential') return []
  return [
    ...(challenge !== undefined && nonce !== challenge ? [problem('proof-challenge-mismatch')] : []),
    ...(domain !== undefined && !asArray<JsonValue>(aud).includes(domain)
      ? [problem('proof-domain-mismatch')]
      : []),
  ]
}

function withoutRegistered(payload: JsonObject): JsonObject {
  const { iss, sub, aud, nbf, exp, iat, jti, nonce, ...members } = payload
  return members
}
