/** SEC 1 point compression for the NIST curves and secp256k1, which Multikey demands and Web Crypto does not offer. Pure. */

import type { EcCurve } from './jwk.ts'

interface Curve {
  bytes: number
  p: bigint
  a: bigint
  b: bigint
}

/** y² = x³ + ax + b over the field of p elements; FIPS 186-4, D.1.2, and SEC 2, 2.4.1. Every prime is 3 mod 4. */
const CURVES: Record<EcCurve, Curve> = {
  'P-256': {
    bytes: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    bytes: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    bytes: 66,
    p: 2n ** 521n - 1n,
    a: -3n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
  secp256k1: { bytes: 32, p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n },
}

export function compressPoint(x: Uint8Array, y: Uint8Array): Uint8Array {
  return new Uint8Array([2 + ((y.at(-1) ?? 0) & 1), ...x])
}

/** Undefined where the bytes are no point of the curve. */
export function decompressPoint(
  crv: EcCurve,
  point: Uint8Array,
): { x: Uint8Array; y: Uint8Array } | undefined {
  const { bytes, p, a, b } = CURVES[crv]
  const sign = point[0]
  if (point.length !== bytes + 1 || (sign !== 2 && sign !== 3)) return undefined
  const x = toBigInt(point.subarray(1))
  if (x >= p) return undefined
  const square = ((((x * x + a) * x + b) % p) + p) % p
  const root = power(square, (p + 1n) / 4n, p)
  if ((root * root) % p !== square) return undefined
  const y = (root & 1n) === BigInt(sign & 1) ? root : p - root
  return { x: point.slice(1), y: toBytes(y, bytes) }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

function toBytes(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
}
