/**
 * Senders that sign nothing: the secret itself travels, in a header, as Basic, as Bearer, or in the URL. Pure.
 * Weak by nature: whoever sees one delivery, or a log of its URL, can make any other. Nothing here proves the body.
 */
import { equalsAny, fromBase64, utf8 } from '../../http/bytes.ts'
import { type AuthenticityFinding, type Delivery, refused } from './delivery.ts'

export type PresentedSecretScheme =
  | {
      way: 'static-header'
      header: string
      /** Text before the secret, such as `v1=` or `Token `. */
      prefix?: string
    }
  /** The secret is `username:password`. */
  | { way: 'basic' }
  | { way: 'bearer' }
  /** The delivery comes to `/hooks/{connection}/{secret}`. */
  | { way: 'secret-url' }

export async function provePresentedSecret(
  scheme: PresentedSecretScheme,
  secrets: string[],
  delivery: Delivery,
): Promise<AuthenticityFinding> {
  const presented = presentedSecret(scheme, delivery)
  if (presented === undefined) return refused('header-missing')
  if (!(await equalsAny(presented, secrets.map(utf8)))) return refused('secret-wrong')
  return { genuine: true, strength: 'weak' }
}

function presentedSecret(scheme: PresentedSecretScheme, delivery: Delivery): Uint8Array | undefined {
  if (scheme.way === 'secret-url') return utf8(delivery.pathSecret)
  if (scheme.way === 'static-header') {
    const value = delivery.headers.get(scheme.header)
    const prefix = scheme.prefix ?? ''
    return value?.startsWith(prefix) ? utf8(value.slice(prefix.length)) : undefined
  }
  const word = scheme.way === 'basic' ? 'basic' : 'bearer'
  const [given, value] = (delivery.headers.get('authorization') ?? '').split(/\s+/, 2)
  if (given?.toLowerCase() !== word || !value) return undefined
  return scheme.way === 'basic' ? fromBase64(value) : utf8(value)
}
