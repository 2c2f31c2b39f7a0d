/** Fuzzes the compiler of contexts: random contexts, compiled, and documents of their terms, against jsonld.js. */

import type { JsonObject } from '../../worker/credential/json.ts'
import { compare, minimize } from './differential.ts'
import { addToTermTables, compileRandomContexts } from './generate-context.ts'
import { generateDocument } from './generate-document.ts'

/** Returns the number of documents that differed. */
export async function fuzzContexts(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  const contexts = compileRandomContexts(2000, firstSeed)
  const urls = [...contexts.keys()]
  const contextOf = (url: string) => contexts.get(url)
  let [documents, compiledOnes, refused, bad] = [0, 0, 0, 0]
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const document = generateDocument(seed, urls)
    const options = { reference: 'never', contextOf } as const
    const { differences, compiled, oracle } = await compare(document, options)
    documents++
    if ('canonical' in compiled) compiledOnes++
    if ('refused' in oracle) refused++
    if (differences.length === 0) continue
    bad++
    const isBad = async (candidate: JsonObject) => (await compare(candidate, options)).differences.length > 0
    const least = await minimize(document, isBad)
    console.error(
      `seed ${seed}\n${JSON.stringify(least)}\n${(await compare(least, options)).differences.join('\n')}`,
    )
    for (const url of urls) {
      if (!JSON.stringify(least).includes(`"${url}"`)) continue
      const renamed = (name: string) => JSON.parse(JSON.stringify(least).replaceAll(`"${url}"`, `"${name}"`))
      const leastContext = await minimize(contexts.get(url) ?? {}, async (candidate) => {
        const name = `https://smaller.example/${contexts.size}`
        contexts.set(name, candidate)
        addToTermTables(new Map([[name, candidate]]))
        return isBad(renamed(name))
      })
      console.error(`${url} ${JSON.stringify(leastContext)}\n`)
    }
  }
  console.log(
    `${documents} documents of ${urls.length} random contexts from seed ${firstSeed}: ${compiledOnes} by the compiled canonicalizer, ${refused} refused, ${bad} differ`,
  )
  return bad
}
