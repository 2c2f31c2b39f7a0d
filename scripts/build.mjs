/** Builds web/ into .build/web: what Workers static assets serve. Run by wrangler before dev and deploy, and by the tests. */
import { cp, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const out = path.join(root, '.build', 'web')
await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
await cp(path.join(root, 'web', 'static'), out, { recursive: true }).catch(() => undefined)
