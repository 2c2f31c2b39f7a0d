// Writes worker/credential/contexts/term-tables.generated.ts from the bundled contexts. Run it after a context
// package changed; a test holds the file to what this writes.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { importTypeScript } from './import-typescript.mjs'

const { generateTermTables } = await importTypeScript('test/support/generate-term-tables.ts')
const file = path.join(import.meta.dirname, '..', 'worker/credential/contexts/term-tables.generated.ts')
await writeFile(file, generateTermTables())
