/** The widget's words in Portuguese. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: 'A verificar …',
    valid: 'Válida',
    expired: 'Expirada',
    'not-yet-valid': 'Ainda não válida',
    revoked: 'Revogada',
    suspended: 'Suspensa',
    tampered: 'Alterada ou forjada',
    'issuer-mismatch': 'Emissor errado',
    malformed: 'Fora de ordem',
    'recipient-mismatch': 'De outra pessoa',
    'unknown-issuer': 'Emissor desconhecido',
    'not-checked': 'Não foi possível verificar',
    unsupported: 'Não foi possível verificar',
    unsigned: 'Sem prova',
  },
  checked: 'verificado {when}',
  report: 'Abrir o relatório completo',
}
