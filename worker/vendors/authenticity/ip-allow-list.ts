/** An allow-list of sender addresses, IPv4 and IPv6, single or CIDR. Pure. Unknown or unreadable is not allowed. */

export function isAllowedAddress(ip: string | undefined, allowed: string[]): boolean {
  if (allowed.length === 0) return true
  const address = ip === undefined ? undefined : parseAddress(ip)
  if (!address) return false
  return allowed.some((entry) => {
    const range = parseRange(entry)
    return range !== undefined && contains(range, address)
  })
}

export function isAddressRange(entry: string): boolean {
  return parseRange(entry) !== undefined
}

/** An address as 128 bits; IPv4 in its mapped form (::ffff:a.b.c.d), so that both ways of writing it are one. */
function parseAddress(text: string): bigint | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number)
    if (parts.some((part) => part > 255)) return undefined
    return 0xffff00000000n | parts.reduce((whole, part) => (whole << 8n) | BigInt(part), 0n)
  }
  const dotted = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)
  if (dotted) {
    const tail = parseAddress(dotted[2] ?? '')
    if (tail === undefined) return undefined
    const low = tail & 0xffffffffn
    return parseAddress(`${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`)
  }
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const given = groups.flat()
  if (given.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const missing = 8 - given.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = [
    ...(groups[0] ?? []),
    ...Array<string>(halves.length === 1 ? 0 : missing).fill('0'),
    ...(groups[1] ?? []),
  ]
  return all.reduce((whole, group) => (whole << 16n) | BigInt(`0x${group}`), 0n)
}

function parseRange(entry: string): { address: bigint; bits: number } | undefined {
  const [text = '', length] = entry.trim().split('/', 2)
  const address = parseAddress(text)
  if (address === undefined) return undefined
  const width = text.includes(':') ? 128 : 32
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > width)) return undefined
  return { address, bits: 128 - width + Number(length ?? width) }
}

function contains(range: { address: bigint; bits: number }, address: bigint): boolean {
  const shift = BigInt(128 - range.bits)
  return range.address >> shift === address >> shift
}
