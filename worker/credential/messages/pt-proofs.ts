/** Portuguese texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': 'A prova não está escrita como sua especificação exige: {detail}.',
  'too-many-proofs': 'A credencial traz {count} provas; não se examinam mais de {limit}.',
  'proof-purpose-mismatch': 'A prova foi feita para “{found}”, e aqui é preciso “{expected}”.',
  'proof-date-malformed': 'A data “{value}” na prova não é uma data com hora e fuso.',
  'proof-created-in-future': 'A prova diz que será feita em {created}, que está no futuro.',
  'proof-expired': 'A própria prova terminou em {expires}. Peça ao emissor uma cópia assinada de novo.',
  'proof-challenge-mismatch': 'A apresentação não responde ao desafio que lhe foi posto.',
  'proof-domain-mismatch': 'A apresentação foi feita para outro lugar que não este.',
  'hidden-term':
    'A credencial dá a “{term}” outro nome por um contexto próprio, o que o esconde de quem a lê.',
  'unsigned-term': 'O que se lê em “{term}” não é o que foi assinado.',
  'unsigned-name':
    'O que se lê em “{term}” foi assinado com um endereço que não indica esse nome; por isso não foi possível verificá-lo.',
  'unsigned-type':
    'A credencial chama-se “{term}”; o que foi assinado é um endereço que não diz esse nome, por isso não foi possível verificar.',
  'proof-context-mismatch': 'A prova foi feita sob contextos diferentes dos que a credencial declara.',
  'previous-proof-missing': 'A prova se apoia em outra ({id}), que não está presente.',
  'previous-proof-failed': 'A prova se apoia em outra ({id}), que não se sustentou.',
  'base-proof-not-disclosed':
    'Esta é a prova-base do titular para divulgação seletiva, que não se destina a quem verifica. Peça ao titular uma credencial derivada.',
  'undefined-term':
    'Nenhum dos contextos da credencial define o termo “{term}”; por isso nenhuma prova pode protegê-lo.',
  'unknown-context':
    'O contexto {url} não é conhecido aqui; não se pôde apurar o que a credencial significa.',
  'context-differs':
    'O contexto {url} não é o que foi fixado pelo seu hash e não foi usado: não se pôde apurar o que a credencial significa.',
  'invalid-json-ld': 'A credencial não é JSON-LD bem formado: {detail}.',
  'canonicalization-work-limit':
    'A credencial foi feita de modo que verificá-la exigiria trabalho sem limite; não foi verificada.',

  // Keys and identities
  'verification-method-malformed':
    'O nome da chave, “{id}”, não é uma URL DID com fragmento nem uma URL https.',
  'verification-method-not-found': 'O documento do emissor não contém a chave {id}.',
  'verification-method-not-authorized':
    'O dono da chave {id} não a lista para “{purpose}”; por isso ela não pode fazer esta prova.',
  'verification-method-expired': 'A chave {id} terminou em {expires}, antes de a prova ser feita.',
  'verification-method-retired': 'A chave {id} terminou em {expires}, depois de a prova ser feita.',
  'verification-method-revoked': 'A chave {id} foi revogada em {revoked}.',
  'verification-method-wrong-kind': 'A chave {id} não é do tipo de que esta prova precisa.',
  'key-malformed': 'A chave do emissor não está bem formada.',
  'key-type-unsupported': 'A chave do emissor é de um tipo que não pode ser usado aqui.',
  'key-size-unsupported':
    'A chave RSA do emissor é mais curta ou mais longa do que é seguro (2048 a 8192 bits).',
  'key-has-private-members':
    'A chave pública do emissor mostra sua metade privada; qualquer um pode ter assinado com ela. Avise o emissor.',
  'did-malformed': '“{id}” não é um DID bem formado.',
  'did-method-unsupported': 'Identidades do tipo did:{method} não podem ser consultadas aqui.',
  'controller-document-mismatch': 'O documento encontrado para {id} diz que trata de {found}.',
  'key-document-unreachable': 'O documento do emissor em {url} não pôde ser obtido. Tente mais tarde.',
  'key-document-unavailable':
    'O documento do emissor em {url} respondeu com o status {status}. Tente mais tarde.',
  'key-document-unreadable': 'O que {url} respondeu não é um documento JSON que indique chaves.',
  'issuer-missing': 'A credencial não diz quem a emitiu.',
  'key-not-issuers': 'Não se mostrou que a chave que assinou pertence ao emissor {issuer}.',
  'issuer-not-resolvable':
    'O emissor é identificado por {issuer}, que não é um DID nem um endereço web: nada pode mostrar se a chave que assinou é dele.',
  'issuer-keys-not-checked':
    'Não se pôde consultar se a chave pertence ao emissor {issuer}. Tente mais tarde.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'O token não é um token assinado em três partes: {detail}.',
  'jwt-unsigned': 'O token diz que não precisa de assinatura (alg "none"); nada mostra que seja autêntico.',
  'jwt-symmetric': 'O token é protegido por um segredo compartilhado ({alg}), que nada prova a terceiros.',
  'jwt-key-missing': 'O token não diz que chave o assinou (nem kid nem jwk no cabeçalho).',
  'jwt-critical-header': 'O token exige uma extensão de cabeçalho que não é entendida aqui: {name}.',
  'jwt-embedded-key-stranger':
    'O token traz a própria chave, e ela não é do emissor. Qualquer um pode tê-lo feito.',
  'jwt-embedded-key-mismatch': 'O token indica uma chave e traz outra.',
  'jwt-type-mismatch': 'O tipo do token, “{typ}”, não é o de uma credencial ou apresentação.',
  'jwt-claim-missing': 'Falta ao token o dado “{claim}”.',
  'jwt-claim-mismatch': 'O dado “{claim}” do token não é igual a {member} da credencial.',
  'jwt-claim-malformed': 'O dado “{claim}” do token não tem a forma correta.',
  'jwt-subject-missing': 'Falta ao token o dado “sub”, que repete o identificador da pessoa titular.',
  'jwt-claim-forbidden': 'Um token do tipo “{typ}” não deve conter o dado “{claim}”.',
  'jwt-expired': 'O token terminou em {at}.',
  'jwt-not-yet-valid': 'O token começa em {at}.',
}
