/** The form in which a learner gives a badge: a file, or a link or text. Bounded. */
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { readBody } from '../body.ts'
import { Refusal } from '../problem.ts'

const MAX_FILE_BYTES = 10 * 1_048_576
/** The other fields, and the form around them. */
const MAX_FORM_BYTES = MAX_FILE_BYTES + 64 * 1024

export type FormFault = 'nothing' | 'both' | 'too-large'

/** A form that cannot be read holds nothing. */
export async function readBadgeForm(
  c: Context<AppEnv, string>,
): Promise<{ fault: FormFault | null; credential: string | Uint8Array; given: string; email: string }> {
  const empty = { credential: '', given: '', email: '' }
  let form: FormData
  try {
    const body = await readBody(c, MAX_FORM_BYTES)
    form = await new Response(body, {
      headers: { 'content-type': c.req.header('content-type') ?? '' },
    }).formData()
  } catch (error) {
    const isLarge = error instanceof Refusal && error.code === 'body-too-large'
    return { ...empty, fault: isLarge ? 'too-large' : 'nothing' }
  }
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const file = form.get('file')
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
  const given = text('given')
  const fault =
    given === '' && bytes.length === 0 ? 'nothing' : given !== '' && bytes.length > 0 ? 'both' : null
  return { fault, credential: bytes.length > 0 ? bytes : given, given, email: text('email') }
}
