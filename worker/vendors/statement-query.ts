/**
 * Asking for xAPI statements (1.0.3, part three, 2.1.3): the parameters as a filter, and a page as a client expects it. Pure.
 * Not done: matching a statement by what a StatementRef in it leads to.
 */
import canonicalize from 'canonicalize'
import { isJsonObject, type JsonObject } from '../credential/json.ts'
import { Refusal } from '../problem.ts'
import type { StatementFilter, StoredStatement } from '../storage/xapi-statements.ts'

const MOST = 100
const BY_ID = ['statementId', 'voidedStatementId']
const BY_FILTER = [
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
]
const PAGE = ['until', 'limit', 'ascending', 'more_after']
const FORM = ['format', 'attachments']

export type StatementQuery =
  | { kind: 'one'; id: string; voided: boolean }
  | { kind: 'many'; filter: StatementFilter }

/** Refuses unknown parameters, and those that do not go together: the standard demands both. */
export function parseStatementQuery(params: URLSearchParams): StatementQuery {
  const known = [...BY_ID, ...BY_FILTER, ...PAGE, ...FORM]
  const unknown = [...params.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) throw refused(unknown, 'it is not known.')
  if (params.get('attachments') === 'true') throw refused('attachments', 'attachments are not kept here.')
  if (!['exact', 'canonical', null].includes(params.get('format')))
    throw refused('format', 'exact and canonical are spoken here.')
  const ids = BY_ID.filter((name) => params.has(name))
  const [by] = ids
  if (by !== undefined) {
    const other = [...params.keys()].find((name) => name !== by && !FORM.includes(name))
    if (other !== undefined) throw refused(other, `it does not go together with ${by}.`)
    return { kind: 'one', id: params.get(by) ?? '', voided: by === 'voidedStatementId' }
  }
  const agent = params.get('agent')
  const activity = params.get('activity')
  const related = params.get('related_activities') === 'true'
  return {
    kind: 'many',
    filter: {
      verb: params.get('verb'),
      activity: related ? null : activity,
      relatedActivity: related && activity !== null ? `"id":${JSON.stringify(activity)}` : null,
      registration: params.get('registration'),
      agent:
        agent === null
          ? null
          : { json: identifierOf(parseAgent(agent)), anywhere: params.get('related_agents') === 'true' },
      since: time(params, 'since'),
      until: time(params, 'until'),
      ascending: params.get('ascending') === 'true',
      after: cursor(params),
      limit: limitOf(params),
    },
  }
}

export function parseAgent(text: string): JsonObject {
  try {
    const agent: unknown = JSON.parse(text)
    if (isJsonObject(agent) && identifierOf(agent) !== '') return agent
  } catch {
    // Not JSON: said below.
  }
  throw refused('agent', 'an Agent as JSON, known by mbox, mbox_sha1sum, openid or account.')
}

/** The member that an agent is known by, as it stands in canonical JSON. */
function identifierOf(agent: JsonObject): string {
  const name = ['mbox', 'mbox_sha1sum', 'openid', 'account'].find((each) => agent[each] !== undefined)
  return name === undefined ? '' : (canonicalize({ [name]: agent[name] }) ?? '').slice(1, -1)
}

/** A page, and where to read on. */
export function statementPage(
  { rows, isMore }: { rows: readonly StoredStatement[]; isMore: boolean },
  asked: URL,
  authority: JsonObject,
) {
  const last = rows.at(-1)
  const more = new URL(asked)
  if (last !== undefined) more.searchParams.set('more_after', `${last.storedAt} ${last.statementId}`)
  return {
    statements: rows.map((row) => asStored(row, authority)),
    more: isMore && last !== undefined ? `${more.pathname}${more.search}` : '',
  }
}

/** With what the store adds (part three, 2.1): id, stored, authority, and where absent timestamp and version. */
export function asStored({ statement, statementId, storedAt }: StoredStatement, authority: JsonObject) {
  const given: unknown = JSON.parse(statement)
  const stored = { id: statementId, stored: storedAt, authority }
  return { timestamp: storedAt, version: '1.0.0', ...(isJsonObject(given) ? given : {}), ...stored }
}

function time(params: URLSearchParams, name: string): string | null {
  const text = params.get(name)
  if (text === null) return null
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw refused(name, 'an ISO 8601 time.')
  return at.toISOString()
}

function limitOf(params: URLSearchParams): number {
  const text = params.get('limit') ?? '0'
  if (!/^\d{1,9}$/.test(text)) throw refused('limit', 'a number from 0; 0 is as many as one page holds.')
  const asked = Number(text)
  return asked === 0 ? MOST : Math.min(asked, MOST)
}

function cursor(params: URLSearchParams): StatementFilter['after'] {
  const [storedAt, statementId] = params.get('more_after')?.split(' ', 2) ?? []
  return storedAt === undefined || statementId === undefined ? null : { storedAt, statementId }
}

function refused(name: string, detail: string): Refusal {
  return new Refusal('malformed-query', `?${name}: ${detail}`, { errors: [{ pointer: `?${name}`, detail }] })
}
