/**
 * Which IP addresses are on the public Internet (IANA's special-purpose registries, RFC 6890). Pure. What is not known to
 * be public is not: of IPv6 only the unicast space that is given out, so that loopback, link-local, unique local,
 * mapped, NAT64 and every form yet to be invented are out without being named.
 */

/** First address and prefix length. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Shared by carriers (CGNAT); some clouds keep their metadata there.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local; most clouds keep their metadata there.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved, broadcast
  ['224.0.0.0', 3],
  // Written like a public address, and the host of every virtual machine of Azure.
  ['168.63.129.16', 32],
]

/** Groups of 16 bits and how many bits of them count. */
const SPECIAL_V6: readonly (readonly [number[], number])[] = [
  // Protocol assignments, with Teredo, which wraps an IPv4 address
  [[0x2001, 0x0000], 23],
  [[0x2001, 0x0db8], 32],
  // 6to4, which wraps one too
  [[0x2002], 16],
  [[0x3fff], 20],
]

/** Of an address as DNS answers write it; anything else is not public. */
export function isPublicAddress(address: string): boolean {
  const v4 = parseV4(address)
  if (v4 !== null) return !SPECIAL_V4.some(([first, bits]) => samePrefix(v4, parseV4(first) ?? 0, bits))
  const v6 = parseV6(address)
  if (v6 === null || (v6[0] as number) >>> 13 !== 1) return false
  return !SPECIAL_V6.some(([groups, bits]) =>
    Array.from({ length: Math.ceil(bits / 16) }, (_, index) => index).every((index) => {
      const unused = Math.max(0, 16 - (bits - index * 16))
      return (v6[index] as number) >>> unused === (groups[index] ?? 0) >>> unused
    }),
  )
}

function samePrefix(a: number, b: number, bits: number): boolean {
  const unused = 2 ** (32 - bits)
  return Math.floor(a / unused) === Math.floor(b / unused)
}

/** Four decimal numbers only: the other spellings of IPv4 are for judgeUrl, and no DNS answer has them. */
function parseV4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (parts === undefined || parts.some((part) => part > 255)) return null
  return parts.reduce((whole, part) => whole * 256 + part, 0)
}

/** Eight groups. The URL parser knows every spelling, and writes them as one. */
function parseV6(text: string): number[] | null {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':')) return null
  const url = URL.parse(`https://[${text}]/`)
  if (url === null) return null
  const [before = '', after] = url.hostname.slice(1, -1).split('::')
  const groups = (part = '') =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const head = groups(before)
  const tail = groups(after)
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}
