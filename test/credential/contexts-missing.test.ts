import { expect, test, vi } from 'vitest'
import { canonicalizeByReference } from '../../worker/credential/canonicalize/index.ts'
import { openBadge } from '../support/issuer.ts'

const reader = vi.hoisted(() => ({ read: async (): Promise<undefined> => undefined }))
vi.mock('#bundled-contexts', () => ({ readBundledContext: () => reader.read() }))

/** The deployed Worker keeps its contexts as a served file, which a deployment may lack. */
test.each([
  ['lacks', async () => undefined],
  ['breaks on', () => Promise.reject(new Error('no such asset'))],
])(
  'a bundled context that a deployment %s leaves the answer open, and is had from nowhere else',
  async (_name, read) => {
    reader.read = read
    const asked: string[] = []
    const loadContext = async (url: string) => {
      asked.push(url)
      return { '@context': { '@vocab': 'https://evil.example/' } }
    }
    await expect(
      canonicalizeByReference(openBadge('did:web:uni.example'), { loadContext }),
    ).rejects.toMatchObject({
      code: 'unknown-context',
    })
    expect(asked).toEqual([])
  },
)
