/** A QR code of a link, as SVG and as modules for pictures and PDF. Pure. */
import encodeQR from 'qr'

const QUIET_ZONE_MODULES = 4

/** `true` is a dark module; the quiet zone of four modules that readers need is part of it. */
export function qrModules(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE_MODULES })
}

/** Dark runs of every row as one path, one unit a module. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) =>
      runs(row).map(([from, to]) => `M${from} ${y}L${to} ${y}L${to} ${y + 1}L${from} ${y + 1}Z`),
    )
    .join('')
}

/** Always dark on white, also in dark mode: many readers fail on the inverse. */
export function qrSvg(text: string): string {
  const modules = qrModules(text)
  const side = modules.length
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side * 8}" height="${side * 8}" shape-rendering="crispEdges" role="img">` +
    `<title>QR code</title><path d="M0 0L${side} 0L${side} ${side}L0 ${side}Z" fill="#ffffff"/><path d="${qrPath(modules)}" fill="#000000"/></svg>`
  )
}

function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = []
  row.forEach((dark, x) => {
    const last = found.at(-1)
    if (dark && last?.[1] === x) last[1] = x + 1
    else if (dark) found.push([x, x + 1])
  })
  return found
}
