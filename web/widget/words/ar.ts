/** The widget's words in Arabic. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: 'جارٍ التحقق …',
    valid: 'صالحة',
    expired: 'منتهية الصلاحية',
    'not-yet-valid': 'لم تصبح صالحة بعد',
    revoked: 'ملغاة',
    suspended: 'معلّقة',
    tampered: 'معدَّلة أو مزوّرة',
    'issuer-mismatch': 'جهة الإصدار غير صحيحة',
    malformed: 'غير سليمة',
    'recipient-mismatch': 'تعود إلى شخص آخر',
    'unknown-issuer': 'جهة الإصدار مجهولة',
    'not-checked': 'تعذّر التحقق',
    unsupported: 'تعذّر التحقق',
    unsigned: 'غير مُثبتة',
  },
  checked: 'تم التحقق {when}',
  report: 'فتح التقرير الكامل',
}
