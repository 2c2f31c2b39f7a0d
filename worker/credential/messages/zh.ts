import { en } from './en.ts'
export const zh: { readonly [Code in keyof typeof en]: string } = en
