/** The widget's words in French. */
import type { WidgetWords } from './en.ts'

export const words: WidgetWords = {
  states: {
    checking: 'Vérification …',
    valid: 'Valide',
    expired: 'Expirée',
    'not-yet-valid': 'Pas encore valide',
    revoked: 'Révoquée',
    suspended: 'Suspendue',
    tampered: 'Modifiée ou falsifiée',
    'issuer-mismatch': 'Mauvais émetteur',
    malformed: 'Non conforme',
    'recipient-mismatch': 'À quelqu’un d’autre',
    'unknown-issuer': 'Émetteur inconnu',
    'not-checked': 'Vérification impossible',
    unsupported: 'Vérification impossible',
    unsigned: 'Non prouvée',
  },
  checked: 'vérifié {when}',
  report: 'Ouvrir le rapport complet',
}
