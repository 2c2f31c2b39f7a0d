/** What a fault of a request is called where its schema has no words of its own: what is needed, in a sentence. Pure. */
import type * as z from 'zod/mini'

type Issue = z.core.$ZodRawIssue

/** zod's names of what JSON can hold, as a person calls them. */
const KINDS: { [kind: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
}

const FORMATS: { [format: string]: string } = {
  url: 'an absolute URL',
  email: 'an e-mail address',
  uuid: 'an id, as a UUID',
  datetime: 'a date and time with offset, like 2026-05-03T10:00:00Z',
  safeint: 'a whole number',
}

const NO_FORM = 'It does not have a form that is known here.'

export function faultWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return needed(KINDS[issue.expected] ?? issue.expected, issue.input)
    case 'invalid_value': {
      const values = issue.values.map(String)
      return needed(values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`, issue.input)
    }
    case 'invalid_format':
      return needed(FORMATS[issue.format] ?? 'a text of another form', issue.input)
    case 'too_big':
      return `At most ${issue.maximum}${unit(issue, issue.maximum)}.`
    case 'too_small':
      return `At least ${issue.minimum}${unit(issue, issue.minimum)}.`
    case 'invalid_union':
      if (Array.isArray(issue.options) && issue.options.length > 0)
        return needed(`one of ${issue.options.join(', ')}`, issue.input)
      return NO_FORM
    default:
      return NO_FORM
  }
}

function needed(what: string, given: unknown): string {
  if (given === undefined) return `It is missing: needed is ${what}.`
  return `Needed is ${what}, not ${kindOf(given)}.`
}

/** The kind and never the value, which may be a secret in a wrong place. */
function kindOf(given: unknown): string {
  if (given === null) return 'null'
  if (Array.isArray(given)) return 'a list'
  if (typeof given === 'string') return given === '' ? 'an empty text' : 'this text'
  return typeof given === 'number' ? 'this number' : (KINDS[typeof given] ?? 'this')
}

/** Of texts and lists, their length; of numbers nothing. */
function unit({ origin }: Issue, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters'
  if (origin !== 'array') return ''
  return count === 1 ? ' entry' : ' entries'
}
