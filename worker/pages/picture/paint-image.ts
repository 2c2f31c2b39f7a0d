/** One picture's pixels in another's. Pure. */
import { blendPixel } from './fill.ts'
import type { Pixels, PlacedImage } from './picture.ts'

/** Averages the source pixels under each target pixel; enlarging repeats them. */
export function paintImage(canvas: Pixels, placed: PlacedImage, scale: number): void {
  const { image } = placed
  const [left, top] = [Math.round(placed.x * scale), Math.round(placed.y * scale)]
  const [width, height] = [Math.round(placed.width * scale), Math.round(placed.height * scale)]
  for (let y = Math.max(0, -top); y < height && y + top < canvas.height; y++) {
    const [fromY, toY] = span(y, height, image.height)
    for (let x = Math.max(0, -left); x < width && x + left < canvas.width; x++) {
      const [fromX, toX] = span(x, width, image.width)
      let [r, g, b, a] = [0, 0, 0, 0]
      for (let sy = fromY; sy < toY; sy++) {
        for (let sx = fromX; sx < toX; sx++) {
          const at = (sy * image.width + sx) * 4
          const alpha = image.data[at + 3] ?? 0
          r += (image.data[at] ?? 0) * alpha
          g += (image.data[at + 1] ?? 0) * alpha
          b += (image.data[at + 2] ?? 0) * alpha
          a += alpha
        }
      }
      if (a === 0) continue
      const alpha = a / ((toX - fromX) * (toY - fromY) * 255)
      blendPixel(canvas.data, (y + top) * canvas.width + x + left, [r / a, g / a, b / a], alpha)
    }
  }
}

function span(target: number, targetSize: number, sourceSize: number): [number, number] {
  const from = Math.floor((target * sourceSize) / targetSize)
  return [from, Math.max(from + 1, Math.floor(((target + 1) * sourceSize) / targetSize))]
}
