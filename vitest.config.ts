import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { cloudEventsPlugin } from './test/support/cloudevents-plugin.ts'
import { vectorsPlugin } from './test/support/vectors-plugin.ts'

const sharedVectors = process.env.LAUREL_VECTORS ?? path.join(import.meta.dirname, '..', 'shared')

/** The Worker reads served files: letters, contexts, words of its pages, the reference. `npm test` has built them; a single test run may not. */
if (!existsSync(path.join(import.meta.dirname, '.build', 'web', 'reference.json'))) {
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'scripts', 'build.mjs')])
}

/**
 * Three projects. `core` runs the credential core in Node; `worker` runs the same core suite and everything else in
 * workerd on real D1, KV and queues; `browser` drives real Chromium against the built Worker.
 * The network is closed: an unexpected outbound request is answered 599.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [vectorsPlugin(sharedVectors)],
        test: {
          name: 'core',
          environment: 'node',
          include: ['test/credential/**/*.test.ts', 'test/node/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      async () => ({
        plugins: [
          vectorsPlugin(sharedVectors),
          cloudEventsPlugin(),
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(path.join(import.meta.dirname, 'migrations')),
                OPERATOR_TOKEN: 'operator-token-for-tests',
                KEY_ENCRYPTION_KEY: 'a2VrLWZvci10ZXN0cy0wMTIzNDU2Nzg5YWJjZGVmMDE',
                PUBLIC_ORIGIN: 'https://laurel.example',
                // Names are looked up where a test says how (http.test.ts).
                DNS_OVER_HTTPS: 'off',
                MAIL_FROM: 'badges@laurel.example',
              },
              outboundService: (request: Request) => new Response(`blocked ${request.url}`, { status: 599 }),
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/credential/**/*.test.ts', 'test/worker/**/*.test.ts'],
          exclude: ['**/*.node.test.ts'],
          setupFiles: ['./test/support/setup-worker.ts'],
          testTimeout: 30_000,
        },
      }),
      {
        plugins: [vectorsPlugin(sharedVectors)],
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'start',
          environment: 'node',
          include: ['test/start/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
