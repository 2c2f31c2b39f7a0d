/** CBOR proof values of ecdsa-sd-2023 (vc-di-ecdsa, sections 3.5.1 to 3.5.6). Pure. */
import { decode, encode } from 'cborg'
import { concatBytes } from '../../bytes.ts'
import { decodeMultibase, encodeMultibase } from '../../key/multibase.ts'

export interface BaseProofValue {
  baseSignature: Uint8Array
  /** Multikey bytes of the P-256 key made for this proof, 35 of them. */
  publicKey: Uint8Array
  hmacKey: Uint8Array
  signatures: Uint8Array[]
  mandatoryPointers: string[]
}

export interface DerivedProofValue {
  baseSignature: Uint8Array
  publicKey: Uint8Array
  signatures: Uint8Array[]
  /** Number of a canonical label (`c14n3`) → 32 bytes of its randomized label. */
  labelMap: Map<number, Uint8Array>
  mandatoryIndexes: number[]
}

const BASE_HEADER = [0xd9, 0x5d, 0x00]
const DERIVED_HEADER = [0xd9, 0x5d, 0x01]
const MAX_SIGNATURES = 2000

export function isBaseProofValue(proofValue: unknown): boolean {
  const bytes = typeof proofValue === 'string' ? decodeMultibase(proofValue) : undefined
  return bytes !== undefined && hasHeader(bytes, BASE_HEADER)
}

export function encodeBaseProofValue(value: BaseProofValue): string {
  const { baseSignature, publicKey, hmacKey, signatures, mandatoryPointers } = value
  return encodeWith(BASE_HEADER, [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers])
}

export function encodeDerivedProofValue(value: DerivedProofValue): string {
  const { baseSignature, publicKey, signatures, labelMap, mandatoryIndexes } = value
  return encodeWith(DERIVED_HEADER, [baseSignature, publicKey, signatures, labelMap, mandatoryIndexes])
}

/** Undefined unless every part has its type and length. */
export function decodeBaseProofValue(proofValue: unknown): BaseProofValue | undefined {
  const [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers, ...rest] = decodeWith(
    BASE_HEADER,
    proofValue,
  )
  const isWhole =
    isBytes(baseSignature, 64) &&
    isBytes(publicKey, 35) &&
    isBytes(hmacKey, 32) &&
    isSignatures(signatures) &&
    Array.isArray(mandatoryPointers) &&
    mandatoryPointers.every((pointer) => typeof pointer === 'string') &&
    rest.length === 0
  return isWhole ? { baseSignature, publicKey, hmacKey, signatures, mandatoryPointers } : undefined
}

export function decodeDerivedProofValue(proofValue: unknown): DerivedProofValue | undefined {
  const [baseSignature, publicKey, signatures, labelMap, mandatoryIndexes, ...rest] = decodeWith(
    DERIVED_HEADER,
    proofValue,
  )
  const isWhole =
    isBytes(baseSignature, 64) &&
    isBytes(publicKey, 35) &&
    isSignatures(signatures) &&
    isLabelMap(labelMap) &&
    isIndexes(mandatoryIndexes) &&
    rest.length === 0
  return isWhole ? { baseSignature, publicKey, signatures, labelMap, mandatoryIndexes } : undefined
}

function encodeWith(header: number[], parts: unknown[]): string {
  return encodeMultibase(concatBytes([new Uint8Array(header), encode(parts)]), 'u')
}

/** Some implementations write bytes as a typed array (tag 64); everything else is strict CBOR. */
function decodeWith(header: number[], proofValue: unknown): unknown[] {
  const bytes =
    typeof proofValue === 'string' && proofValue.startsWith('u') ? decodeMultibase(proofValue) : undefined
  if (bytes === undefined || !hasHeader(bytes, header)) return []
  try {
    const parts: unknown = decode(bytes.subarray(header.length), {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      tags: { 64: (content) => content() },
    })
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function hasHeader(bytes: Uint8Array, header: number[]): boolean {
  return header.every((byte, i) => bytes[i] === byte)
}

function isBytes(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length
}

function isSignatures(value: unknown): value is Uint8Array[] {
  return Array.isArray(value) && value.length <= MAX_SIGNATURES && value.every((item) => isBytes(item, 64))
}

/** One randomized label must not stand for two nodes: the holder could merge what the issuer kept apart. */
function isLabelMap(value: unknown): value is Map<number, Uint8Array> {
  if (!(value instanceof Map)) return false
  const entries: [unknown, unknown][] = [...value]
  const labels = new Set(entries.map(([, label]) => String(label)))
  return labels.size === entries.length && entries.every(([at, label]) => isIndex(at) && isBytes(label, 32))
}

function isIndexes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isIndex) && new Set(value).size === value.length
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}
