/** German texts of findings, by code. The source is en.ts; a code that is missing here is told in English. */
import type { FindingTexts } from './translations.ts'

export const de: FindingTexts = {
  'input-empty': 'Es gibt nichts zu prüfen: Die Datei oder der Text ist leer.',
  'input-too-large':
    'Das ist zu groß für einen Nachweis (die Grenze liegt bei 10 MB). Geben Sie nur den Nachweis.',
  'input-not-recognised':
    'Hier wurde kein Nachweis erkannt. Geben Sie sein JSON, sein Token, ein Badge-Bild (PNG oder SVG), ein PDF-Zertifikat oder seinen Link.',
  'input-is-page':
    'Das ist eine Webseite ohne Nachweis darin. Geben Sie den Link der Seite, oder laden Sie den Nachweis von dort herunter.',
  'only-a-link':
    '{host} zeigt nur eine Seite und veröffentlicht keinen prüfbaren Nachweis. Ob er echt ist, kann nur diese Seite sagen; bitten Sie um die Badge-Datei.',
  'url-unreachable':
    '{host} war nicht erreichbar; der Nachweis konnte nicht gelesen werden. Versuchen Sie es später noch einmal.',
  'url-timeout':
    '{host} hat zu lange nicht geantwortet; der Nachweis konnte nicht gelesen werden. Versuchen Sie es später noch einmal.',
  'url-too-large': 'Was {host} geantwortet hat, ist zu groß für einen Nachweis.',
  'url-refused':
    'Dieser Link zu {host} wurde nicht geöffnet: Nur öffentliche https-Adressen werden geöffnet.',
  'url-offline': 'Ohne Netz geprüft: Der Link zu {host} wurde nicht geöffnet.',
  'url-not-found':
    '{host} kennt unter diesem Link keinen Nachweis. Prüfen Sie, ob der Link vollständig kopiert wurde.',
  'url-gone': '{host} sagt, dass es diesen Nachweis nicht mehr gibt: Er wurde zurückgezogen oder widerrufen.',
  'url-forbidden':
    '{host} zeigt diesen Nachweis nur Angemeldeten. Bitten Sie darum, ihn öffentlich zu machen.',
  'url-status': '{host} antwortete mit einem Fehler ({status}); der Nachweis konnte nicht gelesen werden.',
  'json-syntax':
    'Das beginnt wie JSON, ist aber nicht wohlgeformt. Kopieren Sie die ganze Datei noch einmal.',
  'json-too-deep': 'Dieses JSON ist für einen Nachweis zu tief verschachtelt und wurde nicht gelesen.',
  'baked-nothing':
    'Diese Datei enthält keinen Nachweis: vielleicht ein Bildschirmfoto oder eine bloße Kopie. Verwenden Sie die Originaldatei des Ausstellers.',
  'baked-truncated': 'Die Datei endet zu früh: Sie wurde nicht vollständig heruntergeladen oder kopiert.',
  'baked-damaged':
    'Der Nachweis in dieser Datei ist beschädigt. Laden Sie das Original noch einmal herunter.',
  'not-a-token':
    'Das sieht wie ein Token aus, lässt sich aber nicht entschlüsseln. Kopieren Sie das ganze Token noch einmal.',
  'sentence-valid-domain':
    'Gültig. Die Signatur beweist, dass {domain} diesen Nachweis unverändert ausgestellt hat, und nichts spricht für einen Widerruf.',
  'sentence-valid-signature':
    'Gültig. Die Signatur beweist, dass der Inhaber des Ausstellerschlüssels ihn unverändert ausgestellt hat. Wer das ist, bestätigt keine Web-Domain.',
  'sentence-valid-host':
    'Gültig. {domain} bestätigt diesen Nachweis auf der eigenen Website. Er trägt keine eigene Signatur.',
  'sentence-link':
    'Nur ein Link. Er führt zu einer Seite, die vielleicht einen Nachweis zeigt; Prüfbares ist dort nicht veröffentlicht.',
  'sentence-expired': 'Abgelaufen. Er war gültig bis {validUntil}.',
  'sentence-not-yet-valid': 'Noch nicht gültig. Er wird gültig am {validFrom}.',
  'sentence-revoked': 'Widerrufen. Der Aussteller hat diesen Nachweis zurückgenommen.',
  'sentence-suspended': 'Ausgesetzt. Der Aussteller hat diesen Nachweis vorerst außer Kraft gesetzt.',
  'sentence-tampered':
    'So nicht echt. Er wurde nach der Signatur verändert, oder die Signatur stammt nicht vom Aussteller. Verlangen Sie das Original.',
  'sentence-issuer-mismatch':
    'Nicht von dem ausgestellt, den er nennt. Die Signatur gehört jemand anderem als dem angegebenen Aussteller.',
  'sentence-malformed': 'Kein wohlgeformter Nachweis. Ein notwendiger Teil fehlt oder ist falsch.',
  'sentence-recipient-mismatch': 'Auf jemand anderen ausgestellt als auf die genannte Person.',
  'sentence-unknown-issuer':
    'Konnte nicht geprüft werden: Der Schlüssel des Ausstellers war nicht zu finden oder nicht erreichbar. Versuchen Sie es später noch einmal.',
  'sentence-not-checked':
    'Konnte nicht vollständig geprüft werden: Etwas Entscheidendes fehlte, war unlesbar oder nicht erreichbar.',
  'sentence-unsupported':
    'Konnte nicht geprüft werden: Er ist auf eine Weise gesichert, die Laurel nicht kennt.',
  'sentence-unsigned':
    'Nicht bewiesen. Er trägt keine Signatur, und keine Website eines Ausstellers bestätigt ihn: Jeder könnte ihn geschrieben haben.',
  'signature-mismatch':
    'Die Signatur passt nicht: Der Nachweis wurde nach der Signatur verändert oder mit einem anderen Schlüssel signiert.',
  'proof-missing': 'Dieser Nachweis trägt keine Signatur.',
  'cryptosuite-unknown':
    'Das Verfahren „{cryptosuite}“ ist nicht bekannt; die Signatur konnte nicht geprüft werden.',
  'key-not-issuers':
    'Dass der Schlüssel, mit dem signiert wurde, dem Aussteller {issuer} gehört, wurde nicht gezeigt.',
  'issuer-keys-not-checked':
    'Ob der Schlüssel dem Aussteller {issuer} gehört, konnte nicht nachgesehen werden. Versuchen Sie es später noch einmal.',
  'key-document-unreachable':
    'Das Dokument des Ausstellers unter {url} war nicht erreichbar. Versuchen Sie es später noch einmal.',
  'property-missing': 'Die Angabe „{property}“ fehlt.',
  'property-invalid': 'Die Angabe „{property}“ ist nicht, wie sie sein muss ({expected}).',
  expired: 'Abgelaufen: Er war gültig bis {validUntil}.',
  'not-yet-valid': 'Noch nicht gültig: Er wird gültig am {validFrom}.',
  'no-expiry': 'Er hat kein Ende der Gültigkeit.',
  revoked: 'Der Aussteller hat diesen Nachweis widerrufen.',
  'revoked-reason': 'Der Aussteller hat diesen Nachweis widerrufen. Angegebener Grund: {reason}',
  suspended: 'Der Aussteller hat diesen Nachweis ausgesetzt.',
  'refresh-available': 'Laut Aussteller gibt es eine neuere Fassung dieses Nachweises.',
  'status-list-unreachable':
    'Die Statusliste unter {url} konnte nicht abgerufen werden ({reason}); ob der Nachweis noch gilt, ist unbekannt.',
  'status-list-unproven': 'Die Statusliste unter {url} ist nicht gültig signiert und beweist daher nichts.',
  'status-list-outdated': 'Die Statusliste unter {url} ist derzeit nicht gültig.',
  'recipient-mismatch': 'Die genannte Person ist nicht die im Nachweis.',
  'document-unreachable': '{url} konnte nicht abgerufen werden ({reason}).',
  'nested-invalid': 'Ein darin enthaltener Nachweis ist nicht gültig.',
  'check-failed': 'Diese Prüfung brach an unerwartetem Inhalt ab; aus ihr ist nichts bekannt.',
}
