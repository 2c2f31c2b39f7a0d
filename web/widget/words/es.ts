/** The widget's words in Spanish. */
import type { WidgetWords } from '../wording.ts'

export const words: WidgetWords = {
  states: {
    checking: 'Comprobando …',
    valid: 'Válida',
    expired: 'Caducada',
    'not-yet-valid': 'Aún no válida',
    revoked: 'Revocada',
    suspended: 'Suspendida',
    tampered: 'Alterada o falsa',
    'issuer-mismatch': 'Otro emisor',
    malformed: 'Mal formada',
    'recipient-mismatch': 'De otra persona',
    'unknown-issuer': 'Emisor desconocido',
    'not-checked': 'No se pudo comprobar',
    unsupported: 'No se pudo comprobar',
    unsigned: 'Sin prueba',
  },
  checked: 'comprobado {when}',
  report: 'Abrir el informe completo',
}
