import { en } from './en.ts'
export const ar: { readonly [Code in keyof typeof en]: string } = en
