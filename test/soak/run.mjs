/** `npm run soak [events]`: the soak test with 5,000 events, or as many as are asked for. Takes some minutes. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..', '..')
const events = process.argv[2] ?? '5000'
const { status } = spawnSync(
  path.join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--project', 'worker', 'test/worker/vendors/soak.test.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, VITE_SOAK_EVENTS: events } },
)
process.exit(status ?? 1)
