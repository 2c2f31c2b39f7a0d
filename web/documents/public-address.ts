/**
 * Whether a page may ask this address on its visitor's behalf: https, the default port, a name with a dot that is no
 * local one, no address literal. What the edge judges more finely (resolved addresses) the browser's own rules cover.
 */
export function isPublicAddress({ protocol, hostname, port, username, password }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (name.startsWith('[') || /^[\d.]+$/.test(name) || !name.includes('.')) return false
  return !/\.(localhost|local|internal|lan|home|corp|intranet|arpa|test|invalid|onion)$/.test(name)
}
