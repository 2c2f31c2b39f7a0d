/** Credentials inside pictures and PDFs: written as Open Badges 3.0 says, read as the wild has them. Pure. */
export { BakeError, MAX_BAKED_BYTES, type Unbaked } from './baked.ts'
export { extractFromPdf } from './pdf.ts'
export { bakePng, isPng, unbakePng } from './png.ts'
export { bakeSvg, isSvg, unbakeSvg } from './svg.ts'
