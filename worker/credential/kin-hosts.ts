/** Hosts that are one another's: whoever has a domain has what is below it. Pure. */

/** The same host, or one below the other: www.credly.com answers from api.credly.com. */
export function areKin(host: string, answered: string): boolean {
  if (!URL.canParse(answered)) return false
  const [one, other] = [host, new URL(answered).host].map((name) => name.replace(/^www\./, '')) as [
    string,
    string,
  ]
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}
