import { en } from './en.ts'
export const pt: { readonly [Code in keyof typeof en]: string } = en
