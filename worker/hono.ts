/**
 * Hono with the one router that can hold our routes. Its default tries another first, which refuses addresses like
 * `/credentials/{id}.png` beside `/credentials/{id}`: its tables would be made, and loaded, to be thrown away at the first request.
 */
import { HonoBase } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { BlankEnv, BlankSchema, Env, Schema } from 'hono/types'

export class Hono<
  E extends Env = BlankEnv,
  S extends Schema = BlankSchema,
  BasePath extends string = '/',
> extends HonoBase<E, S, BasePath> {
  constructor() {
    super()
    this.router = new TrieRouter()
  }
}
