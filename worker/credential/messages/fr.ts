import { en } from './en.ts'
export const fr: { readonly [Code in keyof typeof en]: string } = en
