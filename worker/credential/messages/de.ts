import { en } from './en.ts'
export const de: { readonly [Code in keyof typeof en]: string } = en
