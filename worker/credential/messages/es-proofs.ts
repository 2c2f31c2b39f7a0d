/** Spanish texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': 'La prueba no está escrita como exige su especificación: {detail}.',
  'too-many-proofs': 'La credencial lleva {count} pruebas; no se miran más de {limit}.',
  'proof-purpose-mismatch': 'La prueba se hizo para «{found}», y aquí se necesita «{expected}».',
  'proof-date-malformed': 'La fecha «{value}» de la prueba no es una fecha con hora y zona horaria.',
  'proof-created-in-future': 'La prueba dice que se hará el {created}, que está en el futuro.',
  'proof-expired': 'La propia prueba terminó el {expires}. Pida al emisor una copia firmada de nuevo.',
  'proof-challenge-mismatch': 'La presentación no responde al reto que se le puso.',
  'proof-domain-mismatch': 'La presentación se hizo para un lugar distinto de este.',
  'hidden-term':
    'La credencial da a «{term}» otro nombre mediante un contexto propio, lo que lo oculta a quienes la leen.',
  'unsigned-term': 'Lo que se lee en «{term}» no es lo que se firmó.',
  'unsigned-name':
    'Lo que se lee en «{term}» se firmó con una dirección que no indica ese nombre; por eso no se pudo comprobar.',
  'unsigned-type':
    'La credencial se llama a sí misma «{term}»; lo que se firmó es una dirección que no dice ese nombre, por lo que no se pudo comprobar.',
  'proof-context-mismatch': 'La prueba se hizo con contextos distintos de los que declara la credencial.',
  'previous-proof-missing': 'La prueba se apoya en otra ({id}) que no está.',
  'previous-proof-failed': 'La prueba se apoya en otra ({id}) que no es correcta.',
  'base-proof-not-disclosed':
    'Es la prueba base del titular para la revelación selectiva, que no está destinada a quien comprueba. Pida al titular una credencial derivada.',
  'undefined-term':
    'Ninguno de los contextos de la credencial define el término «{term}», así que ninguna prueba puede protegerlo.',
  'unknown-context':
    'El contexto {url} no se conoce aquí, así que no se pudo averiguar qué significa la credencial.',
  'context-differs':
    'El contexto {url} no es el que se fijó por su hash y no se usó: no se pudo averiguar qué significa la credencial.',
  'invalid-json-ld': 'La credencial no es JSON-LD bien formado: {detail}.',
  'canonicalization-work-limit':
    'La credencial está hecha de modo que comprobarla exigiría un trabajo sin límite; no se comprobó.',

  // Keys and identities
  'verification-method-malformed':
    'El nombre de la clave, «{id}», no es una URL DID con fragmento ni una URL https.',
  'verification-method-not-found': 'El documento del emisor no contiene la clave {id}.',
  'verification-method-not-authorized':
    'Su dueño no incluye la clave {id} para «{purpose}», así que no puede hacer esta prueba.',
  'verification-method-expired': 'La clave {id} terminó el {expires}, antes de que se hiciera la prueba.',
  'verification-method-retired': 'La clave {id} terminó el {expires}, después de que se hiciera la prueba.',
  'verification-method-revoked': 'La clave {id} fue revocada el {revoked}.',
  'verification-method-wrong-kind': 'La clave {id} no es del tipo que necesita esta prueba.',
  'key-malformed': 'La clave del emisor no está bien formada.',
  'key-type-unsupported': 'La clave del emisor es de un tipo que no se puede usar aquí.',
  'key-size-unsupported':
    'La clave RSA del emisor es más corta o más larga de lo seguro (de 2048 a 8192 bits).',
  'key-has-private-members':
    'La clave pública del emisor muestra su mitad privada, así que cualquiera pudo firmar con ella. Avise al emisor.',
  'did-malformed': '«{id}» no es un DID bien formado.',
  'did-method-unsupported': 'Aquí no se pueden consultar identidades del tipo did:{method}.',
  'controller-document-mismatch': 'El documento encontrado para {id} dice que trata de {found}.',
  'key-document-unreachable': 'No se pudo obtener el documento del emisor en {url}. Inténtelo más tarde.',
  'key-document-unavailable':
    'El documento del emisor en {url} respondió con el estado {status}. Inténtelo más tarde.',
  'key-document-unreadable': 'Lo que respondió {url} no es un documento JSON que indique claves.',
  'issuer-missing': 'La credencial no dice quién la emitió.',
  'key-not-issuers': 'No se ha mostrado que la clave que firmó pertenezca al emisor {issuer}.',
  'issuer-not-resolvable':
    'El emisor se identifica como {issuer}, que no es ni un DID ni una dirección web: nada puede mostrar si la clave que firmó es suya.',
  'issuer-keys-not-checked':
    'No se pudo consultar si la clave pertenece al emisor {issuer}. Inténtelo más tarde.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'El token no es un token firmado de tres partes: {detail}.',
  'jwt-unsigned': 'El token dice que no necesita firma (alg "none"), así que nada muestra que sea auténtico.',
  'jwt-symmetric':
    'El token está protegido por un secreto compartido ({alg}), que no prueba nada a terceros.',
  'jwt-key-missing': 'El token no dice qué clave lo firmó (ni kid ni jwk en su cabecera).',
  'jwt-critical-header': 'El token exige una extensión de cabecera que aquí no se entiende: {name}.',
  'jwt-embedded-key-stranger':
    'El token trae su propia clave, y esa clave no es del emisor. Cualquiera pudo hacerlo.',
  'jwt-embedded-key-mismatch': 'El token nombra una clave y trae otra.',
  'jwt-type-mismatch': 'El tipo del token, «{typ}», no es el de una credencial o presentación.',
  'jwt-claim-missing': 'Al token le falta el dato «{claim}».',
  'jwt-claim-mismatch': 'El dato «{claim}» del token no es igual a {member} de la credencial.',
  'jwt-claim-malformed': 'El dato «{claim}» del token no tiene la forma correcta.',
  'jwt-subject-missing':
    'Al token le falta el dato «sub», que repite el identificador de la persona titular.',
  'jwt-claim-forbidden': 'Un token del tipo «{typ}» no debe contener el dato «{claim}».',
  'jwt-expired': 'El token terminó el {at}.',
  'jwt-not-yet-valid': 'El token empieza el {at}.',
}
