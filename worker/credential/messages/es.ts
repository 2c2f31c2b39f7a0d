/** Spanish texts of findings, by code. The source is en.ts; a code that is missing here is told in English. */
import type { FindingTexts } from './translations.ts'

export const es: FindingTexts = {
  'input-empty': 'No hay nada que comprobar: el archivo o el texto está vacío.',
  'input-too-large':
    'Es demasiado grande para ser una credencial (el límite es de 10 MB). Entregue solo la credencial.',
  'input-not-recognised':
    'Aquí no se reconoció ninguna credencial. Entregue su JSON, su token, una imagen de insignia (PNG o SVG), un certificado PDF o su enlace.',
  'input-is-page':
    'Esto es una página web sin credencial. Dé el enlace de la página, o descargue de ella la credencial.',
  'only-a-link':
    '{host} muestra una página y no publica ninguna credencial comprobable. Si es auténtica, solo esa página puede decirlo; pida el archivo de la insignia.',
  'url-unreachable':
    'No se pudo llegar a {host}, así que no se pudo leer la credencial. Inténtelo más tarde.',
  'url-timeout':
    '{host} tardó demasiado en responder, así que no se pudo leer la credencial. Inténtelo más tarde.',
  'url-too-large': 'Lo que respondió {host} es demasiado grande para ser una credencial.',
  'url-refused': 'Este enlace a {host} no se abrió: solo se abren direcciones https públicas.',
  'url-offline': 'Comprobación sin red: no se abrió el enlace a {host}.',
  'url-not-found': '{host} no conoce ninguna credencial en este enlace. Revise que se haya copiado entero.',
  'url-gone': '{host} dice que esta credencial ya no existe: fue retirada o revocada.',
  'url-forbidden':
    '{host} solo muestra esta credencial a quien ha iniciado sesión. Pida que la hagan pública.',
  'url-status': '{host} respondió con un error ({status}), así que no se pudo leer la credencial.',
  'json-syntax': 'Empieza como JSON pero no está bien formado. Copie de nuevo el archivo entero.',
  'json-too-deep': 'Este JSON está anidado demasiado hondo para ser una credencial y no se leyó.',
  'baked-nothing':
    'Este archivo no contiene ninguna credencial: puede ser una captura de pantalla o una simple copia. Use el archivo original del emisor.',
  'baked-truncated': 'El archivo termina antes de tiempo: no se descargó o copió completo.',
  'baked-damaged': 'La credencial dentro de este archivo está dañada. Descargue de nuevo el original.',
  'not-a-token': 'Parece un token, pero sus partes no se pueden decodificar. Copie de nuevo el token entero.',
  'sentence-valid-domain':
    'Válida. La firma demuestra que {domain} emitió esta credencial sin cambios, y nada dice que se haya retirado.',
  'sentence-valid-signature':
    'Válida. La firma demuestra que la emitió sin cambios quien tiene la clave del emisor. Quién es, ningún dominio web lo confirma.',
  'sentence-valid-host':
    'Válida. {domain} confirma esta credencial en su propio sitio. No lleva firma propia.',
  'sentence-link':
    'Solo un enlace. Lleva a una página que quizá muestre una credencial, pero allí no se publica nada que se pueda comprobar.',
  'sentence-expired': 'Caducada. Fue válida hasta el {validUntil}.',
  'sentence-not-yet-valid': 'Aún no es válida. Lo será el {validFrom}.',
  'sentence-revoked': 'Revocada. El emisor ha retirado esta credencial.',
  'sentence-suspended': 'Suspendida. El emisor ha dejado esta credencial en suspenso por ahora.',
  'sentence-tampered':
    'Tal como está, no es auténtica. Se cambió después de firmarla, o la firma no es del emisor. Pida el original.',
  'sentence-issuer-mismatch':
    'No la emitió quien dice. La firma pertenece a alguien distinto del emisor indicado.',
  'sentence-malformed': 'No es una credencial bien formada. Falta una parte necesaria o es incorrecta.',
  'sentence-recipient-mismatch': 'Se emitió a una persona distinta de la que usted indicó.',
  'sentence-unknown-issuer':
    'No se pudo comprobar: la clave del emisor no se encontró o no se pudo obtener. Inténtelo más tarde.',
  'sentence-not-checked':
    'No se pudo comprobar del todo: algo decisivo faltaba, era ilegible o no se pudo obtener.',
  'sentence-unsupported': 'No se pudo comprobar: está protegida de una forma que Laurel no conoce.',
  'sentence-unsigned':
    'Sin demostrar. No lleva firma y ningún sitio de un emisor la confirma: cualquiera pudo escribirla.',
  'signature-mismatch':
    'La firma no coincide: la credencial se cambió después de firmarla, o la firmó otra clave.',
  'proof-missing': 'Esta credencial no lleva firma.',
  'cryptosuite-unknown': 'El método «{cryptosuite}» no se conoce, así que no se pudo comprobar la firma.',
  'key-not-issuers': 'No se ha mostrado que la clave que firmó pertenezca al emisor {issuer}.',
  'issuer-keys-not-checked':
    'No se pudo consultar si la clave pertenece al emisor {issuer}. Inténtelo más tarde.',
  'key-document-unreachable': 'No se pudo obtener el documento del emisor en {url}. Inténtelo más tarde.',
  'property-missing': 'Falta la propiedad «{property}».',
  'property-invalid': 'La propiedad «{property}» no es como debe ser ({expected}).',
  expired: 'Caducada: fue válida hasta el {validUntil}.',
  'not-yet-valid': 'Aún no es válida: lo será el {validFrom}.',
  'no-expiry': 'No tiene final de validez.',
  revoked: 'El emisor ha revocado esta credencial.',
  'revoked-reason': 'El emisor ha revocado esta credencial. Motivo indicado: {reason}',
  suspended: 'El emisor ha suspendido esta credencial.',
  'refresh-available': 'El emisor dice que hay una versión más reciente de esta credencial.',
  'status-list-unreachable':
    'No se pudo obtener la lista de estado en {url} ({reason}), así que no se sabe si la credencial sigue en vigor.',
  'status-list-unproven': 'La lista de estado en {url} no está firmada válidamente, así que no prueba nada.',
  'status-list-outdated': 'La lista de estado en {url} no es válida en este momento.',
  'recipient-mismatch': 'La persona que usted indicó no es la de la credencial.',
  'document-unreachable': 'No se pudo obtener {url} ({reason}).',
  'nested-invalid': 'Una credencial incluida en ella no es válida.',
  'check-failed': 'Esta comprobación falló por un contenido inesperado; no se sabe nada de ella.',
}
