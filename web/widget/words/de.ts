/** The widget's words in German. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: 'Wird geprüft …',
    valid: 'Gültig',
    expired: 'Abgelaufen',
    'not-yet-valid': 'Noch nicht gültig',
    revoked: 'Widerrufen',
    suspended: 'Ausgesetzt',
    tampered: 'Verändert oder gefälscht',
    'issuer-mismatch': 'Falscher Aussteller',
    malformed: 'Nicht in Ordnung',
    'recipient-mismatch': 'Gehört jemand anderem',
    'unknown-issuer': 'Aussteller unbekannt',
    'not-checked': 'Nicht prüfbar',
    unsupported: 'Nicht prüfbar',
    unsigned: 'Nicht bewiesen',
  },
  checked: 'geprüft {when}',
  report: 'Ganzen Bericht öffnen',
}
