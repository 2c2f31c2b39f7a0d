/** The widget's words in Arabic. */
import type { WidgetWords } from '../wording.ts'

export const words: WidgetWords = {
  states: {
    checking: 'جارٍ التحقق …',
    valid: 'صالحة',
    expired: 'منتهية',
    'not-yet-valid': 'غير صالحة بعد',
    revoked: 'ملغاة',
    suspended: 'معلّقة',
    tampered: 'معدّلة أو مزوّرة',
    'issuer-mismatch': 'جهة إصدار أخرى',
    malformed: 'غير سليمة',
    'recipient-mismatch': 'لشخص آخر',
    'unknown-issuer': 'جهة الإصدار مجهولة',
    'not-checked': 'تعذّر التحقق',
    unsupported: 'تعذّر التحقق',
    unsigned: 'غير مثبتة',
  },
  checked: 'تم التحقق {when}',
  report: 'فتح التقرير الكامل',
}
