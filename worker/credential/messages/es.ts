/** Spanish texts of findings, by code. The source is en.ts. */
import { proofTexts } from './es-proofs.ts'
import { esWords } from './es-words.ts'
import type { CompleteFindingTexts } from './translations.ts'

export const es: CompleteFindingTexts = {
  words: esWords,
  // Intake: reading what was given
  'input-empty': 'No hay nada que comprobar: el archivo o el texto está vacío.',
  'input-too-large':
    'Es demasiado grande para ser una credencial (el límite es de 10 MB). Entregue solo la credencial.',
  'input-not-recognised':
    'Aquí no se reconoció ninguna credencial. Entregue su JSON, su token, una imagen de insignia (PNG o SVG), un certificado PDF o su enlace.',
  'input-is-page':
    'Esto es una página web sin credencial. Dé el enlace de la página, o descargue de ella la credencial.',
  'input-is-definition':
    'Esto describe una insignia o a su emisor, y no se concedió a nadie. Entregue la credencial que recibió una persona.',
  'only-a-link':
    '{host} muestra una página y no publica ninguna credencial comprobable. Si es auténtica, solo esa página puede decirlo; pida el archivo de la insignia.',
  'url-not-followed': 'Es un enlace a {host}, y aquí no se abrió.',
  'url-unreachable':
    'No se pudo llegar a {host}, así que no se pudo leer la credencial. Inténtelo más tarde.',
  'url-timeout':
    '{host} tardó demasiado en responder, así que no se pudo leer la credencial. Inténtelo más tarde.',
  'url-too-large': 'Lo que respondió {host} es demasiado grande para ser una credencial.',
  'url-wrong-type': '{host} respondió con algo que no es ni credencial, ni imagen, ni página.',
  'url-unresolved':
    'No se encontró {host}: su nombre no lleva a ninguna dirección o no pudo consultarse. Compruebe el enlace o inténtelo más tarde.',
  'url-refused': 'Este enlace a {host} no se abrió: solo se abren direcciones https públicas.',
  'url-offline': 'Comprobación sin red: no se abrió el enlace a {host}.',
  'url-not-found': '{host} no conoce ninguna credencial en este enlace. Revise que se haya copiado entero.',
  'url-gone': '{host} dice que esta credencial ya no existe: fue retirada o revocada.',
  'url-forbidden':
    '{host} solo muestra esta credencial a quien ha iniciado sesión. Pida que la hagan pública.',
  'url-status':
    '{host} respondió con un error ({status}), así que no se pudo leer la credencial. Inténtelo más tarde.',
  'json-syntax': 'Empieza como JSON pero no está bien formado. Copie de nuevo el archivo entero.',
  'json-too-large': 'Este JSON es mayor de lo que debería ser cualquier credencial y no se leyó.',
  'json-too-deep': 'Este JSON está anidado demasiado hondo para ser una credencial y no se leyó.',
  'json-duplicate-key':
    'El nombre «{detail}» aparece dos veces en un mismo objeto, así que cada programa puede leer algo distinto. No es de fiar; pida al emisor una copia correcta.',
  'json-forbidden-key': 'El nombre «{detail}» no está permitido en una credencial.',
  'json-lone-surrogate': 'El texto contiene un carácter roto, así que no puede ser lo que se firmó.',
  'json-number-range':
    'El número {detail} es demasiado grande para leerlo con exactitud, así que lo que se muestra podría no ser lo que se firmó.',
  'baked-nothing':
    'Este archivo no contiene ninguna credencial: puede ser una captura de pantalla o una simple copia. Use el archivo original del emisor.',
  'baked-truncated': 'El archivo termina antes de tiempo: no se descargó o copió completo.',
  'baked-damaged': 'La credencial dentro de este archivo está dañada. Descargue de nuevo el original.',
  'baked-several':
    'Este archivo contiene dos credenciales en el mismo lugar, así que no está claro cuál vale. Pida al emisor un archivo correcto.',
  'baked-too-large':
    'Lo que va dentro de este archivo es mayor de lo que debería ser cualquier credencial y no se leyó.',
  'baked-not-text': 'Lo que va dentro de este archivo como credencial no es texto legible.',
  'svg-malformed':
    'Esta imagen SVG no está bien formada, así que no se puede leer con seguridad una credencial en ella.',
  'pdf-encrypted': 'Este PDF está cifrado. Ábralo, guárdelo sin protección e inténtelo de nuevo.',
  'not-a-token': 'Parece un token, pero sus partes no se pueden decodificar. Copie de nuevo el token entero.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'La credencial oculta sus datos con un hash que aquí no se conoce.',
  'sd-jwt-disclosure-malformed': 'Un dato revelado no está escrito como exige SD-JWT.',
  'sd-jwt-disclosure-twice': 'Un dato se revela, o se anuncia, dos veces.',
  'sd-jwt-disclosure-stray': 'Se reveló un dato que el emisor no firmó.',
  'sd-jwt-claim-collision': 'Un dato revelado taparía otro del mismo nombre.',
  'sd-jwt-too-deep': 'Los datos están anidados demasiado hondo para ser una credencial.',
  'sd-jwt-certificate':
    'Al emisor lo nombra solo un certificado (x5c), y en qué certificados confiar no se decide aquí.',
  'key-binding-missing': 'El titular no firmó esta presentación, como se pedía.',
  'key-binding-failed': 'La firma del titular en esta presentación no es correcta ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address':
    'La insignia dice que la confirma el sitio que la aloja, pero su id ({id}) no es una dirección web.',
  'hosted-unreachable': 'No se pudo consultar el sitio que aloja la insignia: {url} ({reason}).',
  'hosted-unknown': 'El sitio que aloja la insignia no la conoce: no hay nada publicado en {url}.',
  'hosted-id-mismatch': 'La insignia publicada en {expected} es otra: se llama a sí misma {found}.',
  'hosted-differs':
    'La insignia fue modificada: lo que publica el sitio que la aloja difiere en {properties}. Solo cuenta lo publicado.',
  'hosted-dates-differ':
    'Las fechas difieren de las que publica el sitio que la aloja, que son las que cuentan ({properties}).',
  'hosted-outside-scope':
    'La insignia está publicada en {assertion}, donde el emisor {issuer} no publica insignias: cualquiera pudo ponerla allí.',
  'badge-class-unreachable': 'No se pudo obtener la descripción de la insignia en {url} ({reason}).',
  'badge-class-mismatch':
    'La descripción de la insignia no es la que ella nombra: se esperaba {expected} y se encontró {found}.',
  'issuer-id-not-web': 'El emisor se nombra como «{id}», que no es una dirección web donde consultarlo.',
  'issuer-profile-unreachable': 'No se pudo obtener el perfil del emisor en {url} ({reason}).',
  'issuer-profile-mismatch': 'El perfil publicado en {expected} es de otro: {found}.',
  'signing-key-missing': 'Ni la insignia ni su emisor nombran la clave que la firmó.',
  'signing-key-unknown': 'No se pudo comprobar la firma, porque no se pudo leer el perfil del emisor.',
  'signing-key-unreachable': 'No se pudo obtener de {url} la clave que firmó la insignia ({reason}).',
  'signing-key-malformed': 'Lo que hay en {url} no es una clave pública que se pueda leer.',
  'signing-key-not-issuers':
    'La clave {key} no pertenece al emisor {issuer}: el emisor no la nombra como suya.',
  'revocation-list-unreachable':
    'No se pudo obtener la lista de insignias revocadas del emisor en {url} ({reason}), así que no se sabe si esta fue revocada.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
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

  // Reading several, and credentials within credentials
  'too-many-credentials':
    'Se entregaron más de {max} credenciales; las que pasan de ese número no se miraron.',
  'nested-too-deep':
    'Hay credenciales anidadas a más de {max} niveles; las que están más adentro no se miraron.',
  'check-failed': 'Esta comprobación falló por un contenido inesperado; no se sabe nada de ella.',

  // Structure
  'context-invalid': 'La propiedad @context debe ser una lista que empiece por «{expected}».',
  'context-not-list': 'La propiedad @context debería ser una lista; esta es un solo valor.',
  'type-missing': 'Falta el tipo «{type}».',
  'property-missing': 'Falta la propiedad «{property}».',
  'property-invalid': 'La propiedad «{property}» no es como debe ser ({expected}).',
  'property-empty': 'La propiedad «{property}» está vacía.',
  'date-invalid':
    'La propiedad «{property}» debe ser una fecha y hora con zona horaria, como 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'La validez termina ({validUntil}) antes de empezar ({validFrom}).',
  'date-without-time-zone': 'La propiedad «{property}» no tiene zona horaria; se leyó como UTC.',
  'format-unsupported': 'Laurel no comprueba documentos de este tipo ({type}).',

  // Proof
  'signature-mismatch':
    'La firma no coincide: la credencial se cambió después de firmarla, o la firmó otra clave.',
  'proof-type-unknown': 'Este tipo de firma ({type}) no se conoce, así que no se pudo comprobar.',
  'cryptosuite-unknown': 'El método «{cryptosuite}» no se conoce, así que no se pudo comprobar la firma.',
  'algorithm-unknown':
    'El algoritmo de firma «{algorithm}» no se conoce, así que no se pudo comprobar la firma.',
  'proof-missing': 'Esta credencial no lleva firma.',
  'presentation-unsigned':
    'La presentación no está firmada, así que no responde al reto o dominio que se pidió.',

  // Validity
  expired: 'Caducada: fue válida hasta el {validUntil}.',
  'not-yet-valid': 'Aún no es válida: lo será el {validFrom}.',

  // Status
  revoked: 'El emisor ha revocado esta credencial.',
  'revoked-reason': 'El emisor ha revocado esta credencial. Motivo indicado: {reason}',
  suspended: 'El emisor ha suspendido esta credencial.',
  'status-message': 'La lista de estado del emisor dice: {message}',
  'refresh-available': 'El emisor dice que hay una versión más reciente de esta credencial.',
  'status-purpose-unknown':
    'El emisor puso en esta credencial una marca con el propósito «{purpose}»; no se sabe qué significa.',
  'status-type-unknown':
    'El tipo de estado «{type}» no se conoce, así que no se pudo comprobar si la credencial sigue en vigor.',
  'status-entry-malformed': 'La entrada de estado está mal formada: {property} debe ser {expected}.',
  'status-list-unreachable':
    'No se pudo obtener la lista de estado en {url} ({reason}), así que no se sabe si la credencial sigue en vigor.',
  'status-list-in-store':
    'La lista de estado está en un almacén del emisor ({url}) que solo responde a mensajes y no a una dirección, por lo que no se pudo comprobar si la credencial sigue vigente.',
  'status-list-not-located':
    'El documento del emisor no dice dónde está la lista de estado {url}, por lo que no se sabe si la credencial sigue vigente.',
  'status-list-malformed': 'La lista de estado en {url} está mal formada: {detail}.',
  'status-list-unreadable':
    'La lista de estado en {url} no es una cadena de bits como pide su especificación (un defecto conocido de su programa): no se puede leer de ella el estado.',
  'status-list-unproven': 'La lista de estado en {url} no está firmada válidamente, así que no prueba nada.',
  'status-list-unsigned':
    'La lista de estado en {url} no está firmada; se aceptó la palabra del sitio que la aloja.',
  'status-list-issuer-mismatch':
    'La lista de estado en {url} la emitió {listIssuer}, no el emisor de la credencial.',
  'status-list-purpose-mismatch':
    'La lista de estado en {url} es para el propósito {listPurpose}, no para {purpose}.',
  'status-list-outdated': 'La lista de estado en {url} no es válida en este momento.',
  'status-list-too-short':
    'La lista de estado en {url} tiene {length} entradas, menos de las {minimum} que impiden distinguir a sus titulares.',
  'status-list-too-large': 'La lista de estado en {url} supera los {max} bytes que se leen.',
  'status-index-out-of-range': 'La lista de estado en {url} no tiene la entrada {index}.',
  'too-many-status-entries':
    'La credencial tiene {count} entradas de estado; no se miran más de {max}, así que su estado se desconoce.',

  // Schema
  'schema-mismatch': 'La credencial no se ajusta a su esquema {url}: {detail}',
  'schema-unreachable': 'No se pudo obtener el esquema {url} ({reason}).',
  'schema-malformed': 'Lo que responde {url} no es un JSON Schema que se pueda aplicar.',
  'schema-unproven':
    'El esquema {url} no está firmado válidamente, como exige su tipo, y por eso no se aplicó.',
  'schema-type-unknown': 'El tipo de esquema «{type}» no se conoce; no se aplicó.',

  // Recipient
  'recipient-mismatch': 'La persona que usted indicó no es la de la credencial.',
  'recipient-unnamed': 'La credencial no nombra a su destinatario de una forma que se pueda comparar.',

  // Network, in general
  'document-unreachable': 'No se pudo obtener {url} ({reason}).',
  'document-malformed': 'Lo que responde {url} no es lo que corresponde allí.',

  // Trust
  'issuer-not-registered': 'El emisor no está en ninguno de los registros de confianza consultados.',
  'registry-unreachable': 'No se pudo consultar el registro de confianza {registry} ({reason}).',
  'domain-not-linked': '{domain} no confirma que este identificador sea suyo.',
  'domain-linkage-unreachable': 'No se pudo consultar si {domain} confirma este identificador ({reason}).',

  // Nested
  'nested-invalid': 'Una credencial incluida en ella no es válida.',
  'nested-unchecked': 'No se pudo comprobar una credencial incluida en ella.',
  'endorsement-invalid': 'Un aval no es válido y no cuenta.',
  'endorsement-unchecked': 'No se pudo comprobar un aval.',
  'endorsement-of-another': 'Un aval habla de algo distinto de esta credencial.',

  // Around the credential
  'achievement-differs': 'El logro publicado en {url} ya no es igual: {properties}.',
  'image-unreachable': 'No se pudo obtener la imagen en {url} ({reason}).',
  'image-kind': 'Lo que responde {url} no es una imagen que pueda llevar una insignia.',
  'related-resource-mismatch':
    'El recurso en {url} no es aquel con el que se firmó la credencial: su huella difiere.',
  'related-resource-unreachable': 'No se pudo obtener el recurso relacionado en {url} ({reason}).',
  'related-resource-digest-unknown':
    'La huella del recurso relacionado {url} es de un tipo que no se conoce.',
  'refresh-announced': 'El emisor ofrece versiones más recientes de esta credencial en {url}.',
  'refresh-fetched': 'Se obtuvo una versión más reciente de {url}: su veredicto es {verdict}.',
  'refresh-failed': 'La versión más reciente en {url} no se pudo obtener o no es más reciente; vale esta.',
  'refresh-type-unknown': 'El tipo de servicio de actualización «{type}» no se conoce.',
  ...proofTexts,
}
