/** The widget's words in Chinese. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: '正在核验……',
    valid: '有效',
    expired: '已过期',
    'not-yet-valid': '尚未生效',
    revoked: '已撤销',
    suspended: '已暂停',
    tampered: '被改动或伪造',
    'issuer-mismatch': '颁发者不符',
    malformed: '格式有误',
    'recipient-mismatch': '属于他人',
    'unknown-issuer': '颁发者未知',
    'not-checked': '无法核验',
    unsupported: '无法核验',
    unsigned: '未获证明',
  },
  checked: '核验于 {when}',
  report: '打开完整报告',
}
