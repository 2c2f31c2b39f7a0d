/** German texts of findings, by code. The source is en.ts. */
import { proofTexts } from './de-proofs.ts'
import { deWords } from './de-words.ts'
import type { CompleteFindingTexts } from './translations.ts'

export const de: CompleteFindingTexts = {
  words: deWords,
  // Intake: reading what was given
  'input-empty': 'Es gibt nichts zu prüfen: Die Datei oder der Text ist leer.',
  'input-too-large':
    'Das ist zu groß für einen Nachweis (die Grenze liegt bei 10 MB). Geben Sie nur den Nachweis.',
  'input-not-recognised':
    'Hier wurde kein Nachweis erkannt. Geben Sie sein JSON, sein Token, ein Badge-Bild (PNG oder SVG), ein PDF-Zertifikat oder seinen Link.',
  'input-is-page':
    'Das ist eine Webseite ohne Nachweis darin. Geben Sie den Link der Seite, oder laden Sie den Nachweis von dort herunter.',
  'input-is-definition':
    'Das beschreibt einen Badge oder seinen Aussteller und wurde niemandem verliehen. Geben Sie den Nachweis, den eine Person erhalten hat.',
  'only-a-link':
    '{host} zeigt nur eine Seite und veröffentlicht keinen prüfbaren Nachweis. Ob er echt ist, kann nur diese Seite sagen; bitten Sie um die Badge-Datei.',
  'url-not-followed': 'Das ist ein Link zu {host}; er wurde hier nicht geöffnet.',
  'url-unreachable':
    '{host} war nicht erreichbar; der Nachweis konnte nicht gelesen werden. Versuchen Sie es später noch einmal.',
  'url-timeout':
    '{host} hat zu lange nicht geantwortet; der Nachweis konnte nicht gelesen werden. Versuchen Sie es später noch einmal.',
  'url-too-large': 'Was {host} geantwortet hat, ist zu groß für einen Nachweis.',
  'url-wrong-type': '{host} antwortete mit etwas, das weder Nachweis noch Bild noch Seite ist.',
  'url-unresolved':
    '{host} war nicht zu finden: Der Name führt zu keiner Adresse oder konnte nicht nachgeschlagen werden. Prüfen Sie den Link oder versuchen Sie es später erneut.',
  'url-refused':
    'Dieser Link zu {host} wurde nicht geöffnet: Nur öffentliche https-Adressen werden geöffnet.',
  'url-offline': 'Ohne Netz geprüft: Der Link zu {host} wurde nicht geöffnet.',
  'url-not-found':
    '{host} kennt unter diesem Link keinen Nachweis. Prüfen Sie, ob der Link vollständig kopiert wurde.',
  'url-gone': '{host} sagt, dass es diesen Nachweis nicht mehr gibt: Er wurde zurückgezogen oder widerrufen.',
  'url-forbidden':
    '{host} zeigt diesen Nachweis nur Angemeldeten. Bitten Sie darum, ihn öffentlich zu machen.',
  'url-status':
    '{host} antwortete mit einem Fehler ({status}); der Nachweis konnte nicht gelesen werden. Versuchen Sie es später noch einmal.',
  'json-syntax':
    'Das beginnt wie JSON, ist aber nicht wohlgeformt. Kopieren Sie die ganze Datei noch einmal.',
  'json-too-large': 'Dieses JSON ist größer, als ein Nachweis sein sollte, und wurde nicht gelesen.',
  'json-too-deep': 'Dieses JSON ist für einen Nachweis zu tief verschachtelt und wurde nicht gelesen.',
  'json-duplicate-key':
    'Der Name „{detail}“ steht zweimal in einem Objekt; Programme können daraus Verschiedenes lesen. Darauf ist kein Verlass; bitten Sie den Aussteller um ein richtiges Exemplar.',
  'json-forbidden-key': 'Der Name „{detail}“ ist in einem Nachweis nicht erlaubt.',
  'json-lone-surrogate':
    'Der Text enthält ein beschädigtes Zeichen und kann daher nicht das sein, was signiert wurde.',
  'json-number-range':
    'Die Zahl {detail} ist zu groß, um genau gelesen zu werden; was gezeigt wird, ist vielleicht nicht das, was signiert wurde.',
  'baked-nothing':
    'Diese Datei enthält keinen Nachweis: vielleicht ein Bildschirmfoto oder eine bloße Kopie. Verwenden Sie die Originaldatei des Ausstellers.',
  'baked-truncated': 'Die Datei endet zu früh: Sie wurde nicht vollständig heruntergeladen oder kopiert.',
  'baked-damaged':
    'Der Nachweis in dieser Datei ist beschädigt. Laden Sie das Original noch einmal herunter.',
  'baked-several':
    'Diese Datei enthält zwei Nachweise an derselben Stelle; welcher gemeint ist, ist nicht klar. Bitten Sie den Aussteller um eine richtige Datei.',
  'baked-too-large':
    'Was in dieser Datei steckt, ist größer, als ein Nachweis sein sollte, und wurde nicht gelesen.',
  'baked-not-text': 'Was in dieser Datei als Nachweis steckt, ist kein lesbarer Text.',
  'svg-malformed': 'Dieses SVG-Bild ist nicht wohlgeformt; ein Nachweis darin lässt sich nicht sicher lesen.',
  'pdf-encrypted':
    'Dieses PDF ist verschlüsselt. Öffnen Sie es, speichern Sie es ohne Schutz, und versuchen Sie es noch einmal.',
  'not-a-token':
    'Das sieht wie ein Token aus, lässt sich aber nicht entschlüsseln. Kopieren Sie das ganze Token noch einmal.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'Der Nachweis verbirgt seine Angaben mit einem Hash, der hier nicht bekannt ist.',
  'sd-jwt-disclosure-malformed': 'Eine offengelegte Angabe ist nicht so geschrieben, wie SD-JWT es verlangt.',
  'sd-jwt-disclosure-twice': 'Eine Angabe wird zweimal offengelegt oder angekündigt.',
  'sd-jwt-disclosure-stray': 'Eine Angabe wurde offengelegt, die der Aussteller nicht signiert hat.',
  'sd-jwt-claim-collision': 'Eine offengelegte Angabe würde eine andere gleichen Namens verdecken.',
  'sd-jwt-too-deep': 'Die Angaben sind für einen Nachweis zu tief verschachtelt.',
  'sd-jwt-certificate':
    'Der Aussteller ist nur durch ein Zertifikat benannt (x5c); welchen Zertifikaten zu trauen ist, wird hier nicht entschieden.',
  'key-binding-missing': 'Der Inhaber hat diese Vorlage nicht signiert, wie es verlangt war.',
  'key-binding-failed': 'Die Signatur des Inhabers auf dieser Vorlage hält nicht ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address':
    'Der Badge sagt, dass seine Website ihn bestätigt, aber seine id ({id}) ist keine Web-Adresse.',
  'hosted-unreachable': 'Die Website des Badges konnte nicht gefragt werden: {url} ({reason}).',
  'hosted-unknown': 'Die Website des Badges kennt ihn nicht: Unter {url} ist nichts veröffentlicht.',
  'hosted-id-mismatch':
    'Der unter {expected} veröffentlichte Badge ist ein anderer: Er nennt sich selbst {found}.',
  'hosted-differs':
    'Der Badge wurde verändert: Was seine Website veröffentlicht, weicht ab in {properties}. Nur das Veröffentlichte zählt.',
  'hosted-dates-differ': 'Die Daten weichen von den veröffentlichten ab, die allein zählen ({properties}).',
  'hosted-outside-scope':
    'Der Badge ist unter {assertion} veröffentlicht, wo der Aussteller {issuer} keine Badges veröffentlicht: Jeder könnte ihn dort abgelegt haben.',
  'badge-class-unreachable':
    'Die Beschreibung des Badges unter {url} konnte nicht abgerufen werden ({reason}).',
  'badge-class-mismatch':
    'Die Beschreibung des Badges ist nicht die, die er nennt: {expected} war gemeint, {found} wurde gefunden.',
  'issuer-id-not-web':
    'Der Aussteller ist als „{id}“ benannt; das ist keine Web-Adresse, unter der man ihn fragen könnte.',
  'issuer-profile-unreachable':
    'Das Profil des Ausstellers unter {url} konnte nicht abgerufen werden ({reason}).',
  'issuer-profile-mismatch': 'Das unter {expected} veröffentlichte Profil gehört jemand anderem: {found}.',
  'signing-key-missing':
    'Weder der Badge noch sein Aussteller nennt den Schlüssel, mit dem er signiert wurde.',
  'signing-key-unknown':
    'Die Signatur konnte nicht geprüft werden, weil das Profil des Ausstellers nicht gelesen werden konnte.',
  'signing-key-unreachable':
    'Der Schlüssel, mit dem der Badge signiert wurde, konnte nicht von {url} abgerufen werden ({reason}).',
  'signing-key-malformed': 'Was unter {url} steht, ist kein lesbarer öffentlicher Schlüssel.',
  'signing-key-not-issuers':
    'Der Schlüssel {key} gehört nicht dem Aussteller {issuer}: Dieser nennt ihn nicht als seinen.',
  'revocation-list-unreachable':
    'Die Liste der widerrufenen Badges des Ausstellers unter {url} konnte nicht abgerufen werden ({reason}); ob dieser widerrufen wurde, ist unbekannt.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
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

  // Reading several, and credentials within credentials
  'too-many-credentials': 'Es wurden mehr als {max} Nachweise gegeben; die weiteren wurden nicht angesehen.',
  'nested-too-deep':
    'Nachweise sind mehr als {max} Ebenen tief verschachtelt; die tieferen wurden nicht angesehen.',
  'check-failed': 'Diese Prüfung brach an unerwartetem Inhalt ab; aus ihr ist nichts bekannt.',

  // Structure
  'context-invalid': 'Die Angabe @context muss eine Liste sein, die mit „{expected}“ beginnt.',
  'context-not-list': 'Die Angabe @context sollte eine Liste sein; diese ist ein einzelner Wert.',
  'type-missing': 'Der Typ „{type}“ fehlt.',
  'property-missing': 'Die Angabe „{property}“ fehlt.',
  'property-invalid': 'Die Angabe „{property}“ ist nicht, wie sie sein muss ({expected}).',
  'property-empty': 'Die Angabe „{property}“ ist leer.',
  'date-invalid':
    'Die Angabe „{property}“ muss Datum und Uhrzeit mit Zeitzone sein, etwa 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'Die Gültigkeit endet ({validUntil}), bevor sie beginnt ({validFrom}).',
  'date-without-time-zone': 'Die Angabe „{property}“ hat keine Zeitzone; sie wurde als UTC gelesen.',
  'format-unsupported': 'Dokumente dieser Art ({type}) prüft Laurel nicht.',

  // Proof
  'signature-mismatch':
    'Die Signatur passt nicht: Der Nachweis wurde nach der Signatur verändert oder mit einem anderen Schlüssel signiert.',
  'proof-type-unknown': 'Diese Art von Signatur ({type}) ist nicht bekannt und konnte nicht geprüft werden.',
  'cryptosuite-unknown':
    'Das Verfahren „{cryptosuite}“ ist nicht bekannt; die Signatur konnte nicht geprüft werden.',
  'algorithm-unknown':
    'Das Signaturverfahren „{algorithm}“ ist nicht bekannt; die Signatur konnte nicht geprüft werden.',
  'proof-missing': 'Dieser Nachweis trägt keine Signatur.',
  'presentation-unsigned':
    'Die Vorlage ist nicht signiert und beantwortet daher nicht die verlangte Challenge oder Domain.',

  // Validity
  expired: 'Abgelaufen: Er war gültig bis {validUntil}.',
  'not-yet-valid': 'Noch nicht gültig: Er wird gültig am {validFrom}.',

  // Status
  revoked: 'Der Aussteller hat diesen Nachweis widerrufen.',
  'revoked-reason': 'Der Aussteller hat diesen Nachweis widerrufen. Angegebener Grund: {reason}',
  suspended: 'Der Aussteller hat diesen Nachweis ausgesetzt.',
  'status-message': 'Die Statusliste des Ausstellers sagt: {message}',
  'refresh-available': 'Laut Aussteller gibt es eine neuere Fassung dieses Nachweises.',
  'status-purpose-unknown':
    'Der Aussteller hat an diesem Nachweis einen Vermerk mit dem Zweck „{purpose}“ gesetzt; was er bedeutet, ist nicht bekannt.',
  'status-type-unknown':
    'Die Statusart „{type}“ ist nicht bekannt; ob der Nachweis noch gilt, konnte nicht geprüft werden.',
  'status-entry-malformed': 'Der Statuseintrag ist nicht wohlgeformt: {property} muss {expected} sein.',
  'status-list-unreachable':
    'Die Statusliste unter {url} konnte nicht abgerufen werden ({reason}); ob der Nachweis noch gilt, ist unbekannt.',
  'status-list-in-store':
    'Die Statusliste liegt in einem Speicher des Ausstellers ({url}), der nur Nachrichten und keine Adresse beantwortet; ob der Nachweis noch gilt, konnte daher nicht geprüft werden.',
  'status-list-not-located':
    'Das Dokument des Ausstellers sagt nicht, wo die Statusliste {url} liegt; ob der Nachweis noch gilt, ist daher unbekannt.',
  'status-list-malformed': 'Die Statusliste unter {url} ist nicht wohlgeformt: {detail}.',
  'status-list-unreadable':
    'Die Statusliste unter {url} ist keine Bitfolge, wie ihre Spezifikation sie verlangt (ein bekannter Fehler ihrer Software): Der Status lässt sich daraus nicht lesen.',
  'status-list-unproven': 'Die Statusliste unter {url} ist nicht gültig signiert und beweist daher nichts.',
  'status-list-unsigned': 'Die Statusliste unter {url} ist nicht signiert; ihrer Website wurde geglaubt.',
  'status-list-issuer-mismatch':
    'Die Statusliste unter {url} stammt von {listIssuer}, nicht vom Aussteller des Nachweises.',
  'status-list-purpose-mismatch': 'Die Statusliste unter {url} hat den Zweck {listPurpose}, nicht {purpose}.',
  'status-list-outdated': 'Die Statusliste unter {url} ist derzeit nicht gültig.',
  'status-list-too-short':
    'Die Statusliste unter {url} hat {length} Einträge, weniger als die {minimum}, in denen Einzelne nicht auffallen.',
  'status-list-too-large': 'Die Statusliste unter {url} ist größer als die {max} Bytes, die gelesen werden.',
  'status-index-out-of-range': 'Die Statusliste unter {url} hat keinen Eintrag {index}.',
  'too-many-status-entries':
    'Der Nachweis hat {count} Statuseinträge; mehr als {max} werden nicht angesehen, der Status ist daher unbekannt.',

  // Schema
  'schema-mismatch': 'Der Nachweis passt nicht zu seinem Schema {url}: {detail}',
  'schema-unreachable': 'Das Schema {url} konnte nicht abgerufen werden ({reason}).',
  'schema-malformed': 'Was {url} antwortet, ist kein anwendbares JSON Schema.',
  'schema-unproven':
    'Das Schema {url} ist nicht gültig signiert, wie seine Art es verlangt, und wurde daher nicht angewandt.',
  'schema-type-unknown': 'Die Schema-Art „{type}“ ist nicht bekannt; es wurde nicht angewandt.',

  // Recipient
  'recipient-mismatch': 'Die genannte Person ist nicht die im Nachweis.',
  'recipient-unnamed': 'Der Nachweis nennt seinen Empfänger nicht so, dass man vergleichen könnte.',

  // Network, in general
  'document-unreachable': '{url} konnte nicht abgerufen werden ({reason}).',
  'document-malformed': 'Was {url} antwortet, ist nicht das, was dort hingehört.',

  // Trust
  'issuer-not-registered': 'Der Aussteller steht in keinem der befragten Vertrauensregister.',
  'registry-unreachable': 'Das Vertrauensregister {registry} konnte nicht gefragt werden ({reason}).',
  'domain-not-linked': '{domain} bestätigt nicht, dass diese Kennung die eigene ist.',
  'domain-linkage-unreachable':
    'Ob {domain} diese Kennung bestätigt, konnte nicht erfragt werden ({reason}).',

  // Nested
  'nested-invalid': 'Ein darin enthaltener Nachweis ist nicht gültig.',
  'nested-unchecked': 'Ein darin enthaltener Nachweis konnte nicht geprüft werden.',
  'endorsement-invalid': 'Eine Befürwortung ist nicht gültig und zählt nicht.',
  'endorsement-unchecked': 'Eine Befürwortung konnte nicht geprüft werden.',
  'endorsement-of-another': 'Eine Befürwortung spricht von etwas anderem als diesem Nachweis.',

  // Around the credential
  'achievement-differs': 'Die unter {url} veröffentlichte Leistung lautet inzwischen anders: {properties}.',
  'image-unreachable': 'Das Bild unter {url} konnte nicht abgerufen werden ({reason}).',
  'image-kind': 'Was {url} antwortet, ist kein Bild, wie Badges es haben dürfen.',
  'related-resource-mismatch':
    'Die Ressource unter {url} ist nicht die, mit der der Nachweis signiert wurde: Ihr Prüfwert weicht ab.',
  'related-resource-unreachable':
    'Die zugehörige Ressource unter {url} konnte nicht abgerufen werden ({reason}).',
  'related-resource-digest-unknown': 'Der Prüfwert der zugehörigen Ressource {url} ist von unbekannter Art.',
  'refresh-announced': 'Der Aussteller bietet neuere Fassungen dieses Nachweises unter {url} an.',
  'refresh-fetched': 'Eine neuere Fassung wurde von {url} abgerufen; ihr Ergebnis: {verdict}.',
  'refresh-failed':
    'Die neuere Fassung unter {url} war nicht abrufbar oder ist nicht neuer; es bleibt bei dieser.',
  'refresh-type-unknown': 'Die Art „{type}“ des Aktualisierungsdienstes ist nicht bekannt.',
  ...proofTexts,
}
