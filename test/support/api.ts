/** Calls the Worker as its users do. */
import { exports } from 'cloudflare:workers'

export const ORIGIN = 'https://laurel.example'
export const OPERATOR_TOKEN = 'operator-token-for-tests'

export interface Call {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  body: any
}

/** `body` is sent as JSON, a string as it is. The answer's body is parsed where it is JSON, else text. */
export async function call(
  method: string,
  path: string,
  { token, body, headers }: Call = {},
): Promise<Answer> {
  const response = await exports.default.fetch(
    new Request(new URL(path, ORIGIN), {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = new TextDecoder().decode(await response.arrayBuffer())
  const type = response.headers.get('content-type') ?? ''
  const isJson = /[+/]json|^application\/vc$/.test(type) && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  }
}
