import { en } from './en.ts'
export const es: { readonly [Code in keyof typeof en]: string } = en
