/** The widget's words in Spanish. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: 'Comprobando …',
    valid: 'Válida',
    expired: 'Caducada',
    'not-yet-valid': 'Aún no es válida',
    revoked: 'Revocada',
    suspended: 'Suspendida',
    tampered: 'Alterada o falsificada',
    'issuer-mismatch': 'Emisor incorrecto',
    malformed: 'No está en regla',
    'recipient-mismatch': 'Es de otra persona',
    'unknown-issuer': 'Emisor desconocido',
    'not-checked': 'No se pudo comprobar',
    unsupported: 'No se pudo comprobar',
    unsigned: 'Sin demostrar',
  },
  checked: 'comprobado {when}',
  report: 'Abrir el informe completo',
}
