/** The fuzz run: compares canonicalizers on random documents until the time is over. Prints what differs, smallest first. */
import { compare, minimize } from './differential.ts'
import { generateDocument } from './generate-document.ts'

/** Returns the number of documents that differed. */
export async function fuzz(seconds: number, firstSeed: number): Promise<number> {
  const end = Date.now() + seconds * 1000
  let [documents, fast, refused, bad] = [0, 0, 0, 0]
  for (let seed = firstSeed; Date.now() < end && bad < 5; seed++) {
    const document = generateDocument(seed)
    const reference = seed % 8 === 0 ? 'always' : 'undecided'
    const { differences, compiled, oracle } = await compare(document, { reference })
    documents++
    if ('canonical' in compiled) fast++
    if ('refused' in oracle) refused++
    if (differences.length === 0) continue
    bad++
    const least = await minimize(
      document,
      async (candidate) => (await compare(candidate)).differences.length > 0,
    )
    console.error(
      `seed ${seed}\n${JSON.stringify(least)}\n${(await compare(least)).differences.join('\n')}\n`,
    )
  }
  console.log(
    `${documents} documents from seed ${firstSeed}: ${fast} by the compiled canonicalizer, ${refused} refused, ${bad} differ`,
  )
  return bad
}
