/** Portuguese texts of findings, by code. The source is en.ts. */
import { proofTexts } from './pt-proofs.ts'
import { ptWords } from './pt-words.ts'
import type { CompleteFindingTexts } from './translations.ts'

export const pt: CompleteFindingTexts = {
  words: ptWords,
  // Intake: reading what was given
  'input-empty': 'Não há nada a verificar: o arquivo ou o texto está vazio.',
  'input-too-large': 'É grande demais para ser uma credencial (o limite é 10 MB). Entregue só a credencial.',
  'input-not-recognised':
    'Nenhuma credencial foi reconhecida aqui. Entregue o JSON, o token, uma imagem de badge (PNG ou SVG), um certificado PDF ou o link dela.',
  'input-is-page': 'Esta é uma página web sem credencial. Dê o link da página, ou baixe dela a credencial.',
  'input-is-definition':
    'Isto descreve um badge ou seu emissor e não foi concedido a ninguém. Entregue a credencial que uma pessoa recebeu.',
  'only-a-link':
    '{host} mostra uma página e não publica credencial que se possa verificar. Se é autêntica, só essa página pode dizer; peça o arquivo do badge.',
  'url-not-followed': 'Este é um link para {host}, e ele não foi aberto aqui.',
  'url-unreachable': 'Não foi possível alcançar {host}; a credencial não pôde ser lida. Tente mais tarde.',
  'url-timeout': '{host} demorou demais a responder; a credencial não pôde ser lida. Tente mais tarde.',
  'url-too-large': 'O que {host} respondeu é grande demais para ser uma credencial.',
  'url-wrong-type': '{host} respondeu com algo que não é credencial, imagem nem página.',
  'url-unresolved':
    '{host} não foi encontrado: o nome não leva a nenhum endereço ou não pôde ser consultado. Confira o link ou tente mais tarde.',
  'url-refused': 'Este link para {host} não foi aberto: só endereços https públicos são.',
  'url-offline': 'Verificação sem rede: o link para {host} não foi aberto.',
  'url-not-found': '{host} não conhece credencial neste link. Confira se ele foi copiado inteiro.',
  'url-gone': '{host} diz que esta credencial não existe mais: foi retirada ou revogada.',
  'url-forbidden': '{host} só mostra esta credencial a quem entrou na conta. Peça que a tornem pública.',
  'url-status': '{host} respondeu com um erro ({status}); a credencial não pôde ser lida. Tente mais tarde.',
  'json-syntax': 'Começa como JSON, mas não está bem formado. Copie de novo o arquivo inteiro.',
  'json-too-large': 'Este JSON é maior do que qualquer credencial deveria ser e não foi lido.',
  'json-too-deep': 'Este JSON tem níveis demais para ser uma credencial e não foi lido.',
  'json-duplicate-key':
    'O nome “{detail}” aparece duas vezes no mesmo objeto, e cada programa pode ler algo diferente. Não é confiável; peça ao emissor uma cópia correta.',
  'json-forbidden-key': 'O nome “{detail}” não é permitido em uma credencial.',
  'json-lone-surrogate': 'O texto contém um caractere quebrado; não pode ser o que foi assinado.',
  'json-number-range':
    'O número {detail} é grande demais para ser lido com exatidão; o que se mostra pode não ser o que foi assinado.',
  'baked-nothing':
    'Este arquivo não contém credencial: talvez seja uma captura de tela ou uma simples cópia. Use o arquivo original do emissor.',
  'baked-truncated': 'O arquivo termina cedo demais: não foi baixado ou copiado por inteiro.',
  'baked-damaged': 'A credencial dentro deste arquivo está danificada. Baixe de novo o original.',
  'baked-several':
    'Este arquivo contém duas credenciais no mesmo lugar, e não está claro qual vale. Peça ao emissor um arquivo correto.',
  'baked-too-large':
    'O que está dentro deste arquivo é maior do que qualquer credencial deveria ser e não foi lido.',
  'baked-not-text': 'O que está neste arquivo como credencial não é texto legível.',
  'svg-malformed': 'Esta imagem SVG não está bem formada; não se pode ler nela uma credencial com segurança.',
  'pdf-encrypted': 'Este PDF está criptografado. Abra-o, salve-o sem proteção e tente de novo.',
  'not-a-token': 'Parece um token, mas as partes não podem ser decodificadas. Copie de novo o token inteiro.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'A credencial oculta seus dados com um hash que não é conhecido aqui.',
  'sd-jwt-disclosure-malformed': 'Um dado revelado não está escrito como o SD-JWT exige.',
  'sd-jwt-disclosure-twice': 'Um dado é revelado, ou anunciado, duas vezes.',
  'sd-jwt-disclosure-stray': 'Foi revelado um dado que o emissor não assinou.',
  'sd-jwt-claim-collision': 'Um dado revelado encobriria outro de mesmo nome.',
  'sd-jwt-too-deep': 'Os dados têm níveis demais para ser uma credencial.',
  'sd-jwt-certificate':
    'O emissor é indicado só por um certificado (x5c), e em quais certificados confiar não se decide aqui.',
  'key-binding-missing': 'O titular não assinou esta apresentação, como foi pedido.',
  'key-binding-failed': 'A assinatura do titular nesta apresentação não confere ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address':
    'O badge diz que o site que o hospeda o confirma, mas seu id ({id}) não é um endereço web.',
  'hosted-unreachable': 'Não foi possível consultar o site que hospeda o badge: {url} ({reason}).',
  'hosted-unknown': 'O site que hospeda o badge não o conhece: nada está publicado em {url}.',
  'hosted-id-mismatch': 'O badge publicado em {expected} é outro: ele se chama {found}.',
  'hosted-differs':
    'O badge foi alterado: o que o site que o hospeda publica difere em {properties}. Só vale o publicado.',
  'hosted-dates-differ':
    'As datas diferem das publicadas pelo site que o hospeda, que são as que valem ({properties}).',
  'hosted-outside-scope':
    'O badge está publicado em {assertion}, onde o emissor {issuer} não publica badges: qualquer um pode tê-lo posto ali.',
  'badge-class-unreachable': 'A descrição do badge em {url} não pôde ser obtida ({reason}).',
  'badge-class-mismatch':
    'A descrição do badge não é a que ele indica: esperava-se {expected}, encontrou-se {found}.',
  'issuer-id-not-web':
    'O emissor é indicado por “{id}”, que não é um endereço web onde se possa consultá-lo.',
  'issuer-profile-unreachable': 'O perfil do emissor em {url} não pôde ser obtido ({reason}).',
  'issuer-profile-mismatch': 'O perfil publicado em {expected} é de outro: {found}.',
  'signing-key-missing': 'Nem o badge nem seu emissor indicam a chave que o assinou.',
  'signing-key-unknown':
    'A assinatura não pôde ser verificada, porque o perfil do emissor não pôde ser lido.',
  'signing-key-unreachable': 'A chave que assinou o badge não pôde ser obtida de {url} ({reason}).',
  'signing-key-malformed': 'O que há em {url} não é uma chave pública legível.',
  'signing-key-not-issuers': 'A chave {key} não pertence ao emissor {issuer}: ele não a indica como sua.',
  'revocation-list-unreachable':
    'A lista de badges revogados do emissor em {url} não pôde ser obtida ({reason}); não se sabe se este foi revogado.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
  'sentence-valid-domain':
    'Válida. A assinatura prova que {domain} emitiu esta credencial sem alterações, e nada diz que foi retirada.',
  'sentence-valid-signature':
    'Válida. A assinatura prova que a emitiu sem alterações quem tem a chave do emissor. Quem é, nenhum domínio web confirma.',
  'sentence-valid-host':
    'Válida. {domain} confirma esta credencial no próprio site. Ela não traz assinatura própria.',
  'sentence-link':
    'Só um link. Leva a uma página que talvez mostre uma credencial, mas nada verificável está publicado ali.',
  'sentence-expired': 'Expirada. Foi válida até {validUntil}.',
  'sentence-not-yet-valid': 'Ainda não válida. Passa a valer em {validFrom}.',
  'sentence-revoked': 'Revogada. O emissor retirou esta credencial.',
  'sentence-suspended': 'Suspensa. O emissor deixou esta credencial em suspenso por enquanto.',
  'sentence-tampered':
    'Não é autêntica como está. Foi alterada depois de assinada, ou a assinatura não é do emissor. Peça o original.',
  'sentence-issuer-mismatch':
    'Não foi emitida por quem ela diz. A assinatura é de outro que não o emissor indicado.',
  'sentence-malformed': 'Não é uma credencial bem formada. Falta uma parte necessária ou ela está errada.',
  'sentence-recipient-mismatch': 'Emitida para outra pessoa que não a que você indicou.',
  'sentence-unknown-issuer':
    'Não pôde ser verificada: a chave do emissor não foi encontrada ou alcançada. Tente mais tarde.',
  'sentence-not-checked':
    'Não pôde ser totalmente verificada: algo decisivo faltava, era ilegível ou não pôde ser alcançado.',
  'sentence-unsupported': 'Não pôde ser verificada: está protegida de um modo que a Laurel não conhece.',
  'sentence-unsigned':
    'Sem prova. Não traz assinatura e nenhum site de emissor a confirma: qualquer um pode tê-la escrito.',

  // Reading several, and credentials within credentials
  'too-many-credentials': 'Foram entregues mais de {max} credenciais; as seguintes não foram examinadas.',
  'nested-too-deep':
    'Há credenciais aninhadas em mais de {max} níveis; as mais internas não foram examinadas.',
  'check-failed': 'Esta verificação falhou por conteúdo inesperado; nada se sabe dela.',

  // Structure
  'context-invalid': 'A propriedade @context deve ser uma lista que comece com “{expected}”.',
  'context-not-list': 'A propriedade @context deveria ser uma lista; esta é um valor único.',
  'type-missing': 'Falta o tipo “{type}”.',
  'property-missing': 'Falta a propriedade “{property}”.',
  'property-invalid': 'A propriedade “{property}” não é como deve ser ({expected}).',
  'property-empty': 'A propriedade “{property}” está vazia.',
  'date-invalid':
    'A propriedade “{property}” deve ser uma data e hora com fuso horário, como 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'A validade termina ({validUntil}) antes de começar ({validFrom}).',
  'date-without-time-zone': 'A propriedade “{property}” não tem fuso horário; foi lida como UTC.',
  'format-unsupported': 'A Laurel não verifica documentos deste tipo ({type}).',

  // Proof
  'signature-mismatch':
    'A assinatura não confere: a credencial foi alterada depois de assinada, ou assinada por outra chave.',
  'proof-type-unknown': 'Este tipo de assinatura ({type}) não é conhecido e não pôde ser verificado.',
  'cryptosuite-unknown': 'O método “{cryptosuite}” não é conhecido; a assinatura não pôde ser verificada.',
  'algorithm-unknown':
    'O algoritmo de assinatura “{algorithm}” não é conhecido; a assinatura não pôde ser verificada.',
  'proof-missing': 'Esta credencial não traz assinatura.',
  'presentation-unsigned':
    'A apresentação não está assinada; por isso não responde ao desafio ou domínio pedido.',

  // Validity
  expired: 'Expirada: foi válida até {validUntil}.',
  'not-yet-valid': 'Ainda não válida: passa a valer em {validFrom}.',

  // Status
  revoked: 'O emissor revogou esta credencial.',
  'revoked-reason': 'O emissor revogou esta credencial. Motivo indicado: {reason}',
  suspended: 'O emissor suspendeu esta credencial.',
  'status-message': 'A lista de status do emissor diz: {message}',
  'refresh-available': 'O emissor diz que existe uma versão mais nova desta credencial.',
  'status-purpose-unknown':
    'O emissor pôs nesta credencial uma marca com a finalidade “{purpose}”; não se sabe o que significa.',
  'status-type-unknown':
    'O tipo de status “{type}” não é conhecido; não se pôde verificar se a credencial ainda vale.',
  'status-entry-malformed': 'A entrada de status está malformada: {property} deve ser {expected}.',
  'status-list-unreachable':
    'A lista de status em {url} não pôde ser obtida ({reason}); não se sabe se a credencial ainda vale.',
  'status-list-in-store':
    'A lista de status fica em um repositório do emissor ({url}) que só responde a mensagens, não a um endereço; não foi possível verificar se a credencial ainda vale.',
  'status-list-not-located':
    'O documento do emissor não diz onde está a lista de status {url}; não se sabe se a credencial ainda vale.',
  'status-list-malformed': 'A lista de status em {url} está malformada: {detail}.',
  'status-list-unreadable':
    'A lista de status em {url} não é uma sequência de bits como sua especificação exige (um defeito conhecido do seu software): o status não pode ser lido dela.',
  'status-list-unproven':
    'A lista de status em {url} não está validamente assinada e, por isso, não prova nada.',
  'status-list-unsigned':
    'A lista de status em {url} não está assinada; aceitou-se a palavra do site que a hospeda.',
  'status-list-issuer-mismatch':
    'A lista de status em {url} foi emitida por {listIssuer}, não pelo emissor da credencial.',
  'status-list-purpose-mismatch':
    'A lista de status em {url} é para a finalidade {listPurpose}, não para {purpose}.',
  'status-list-outdated': 'A lista de status em {url} não é válida neste momento.',
  'status-list-too-short':
    'A lista de status em {url} tem {length} entradas, menos que as {minimum} que impedem distinguir seus titulares.',
  'status-list-too-large': 'A lista de status em {url} passa dos {max} bytes que são lidos.',
  'status-index-out-of-range': 'A lista de status em {url} não tem a entrada {index}.',
  'too-many-status-entries':
    'A credencial tem {count} entradas de status; não se examinam mais de {max}, e seu status fica desconhecido.',

  // Schema
  'schema-mismatch': 'A credencial não se ajusta ao seu esquema {url}: {detail}',
  'schema-unreachable': 'O esquema {url} não pôde ser obtido ({reason}).',
  'schema-malformed': 'O que {url} responde não é um JSON Schema que se possa aplicar.',
  'schema-unproven':
    'O esquema {url} não tem assinatura válida, como seu tipo exige, e por isso não foi aplicado.',
  'schema-type-unknown': 'O tipo de esquema “{type}” não é conhecido; não foi aplicado.',

  // Recipient
  'recipient-mismatch': 'A pessoa que você indicou não é a da credencial.',
  'recipient-unnamed': 'A credencial não indica seu destinatário de modo que se possa comparar.',

  // Network, in general
  'document-unreachable': '{url} não pôde ser obtido ({reason}).',
  'document-malformed': 'O que {url} responde não é o que deveria estar ali.',

  // Trust
  'issuer-not-registered': 'O emissor não está em nenhum dos registros de confiança consultados.',
  'registry-unreachable': 'O registro de confiança {registry} não pôde ser consultado ({reason}).',
  'domain-not-linked': '{domain} não confirma que este identificador é seu.',
  'domain-linkage-unreachable':
    'Não foi possível consultar se {domain} confirma este identificador ({reason}).',

  // Nested
  'nested-invalid': 'Uma credencial incluída nela não é válida.',
  'nested-unchecked': 'Uma credencial incluída nela não pôde ser verificada.',
  'endorsement-invalid': 'Um endosso não é válido e não conta.',
  'endorsement-unchecked': 'Um endosso não pôde ser verificado.',
  'endorsement-of-another': 'Um endosso fala de outra coisa que não esta credencial.',

  // Around the credential
  'achievement-differs': 'A conquista publicada em {url} agora é diferente: {properties}.',
  'image-unreachable': 'A imagem em {url} não pôde ser obtida ({reason}).',
  'image-kind': 'O que {url} responde não é uma imagem que um badge possa ter.',
  'related-resource-mismatch':
    'O recurso em {url} não é aquele com que a credencial foi assinada: seu resumo difere.',
  'related-resource-unreachable': 'O recurso relacionado em {url} não pôde ser obtido ({reason}).',
  'related-resource-digest-unknown':
    'O resumo do recurso relacionado {url} é de um tipo que não é conhecido.',
  'refresh-announced': 'O emissor oferece versões mais novas desta credencial em {url}.',
  'refresh-fetched': 'Uma versão mais nova foi obtida de {url}: seu veredito é {verdict}.',
  'refresh-failed': 'A versão mais nova em {url} não pôde ser obtida ou não é mais nova; vale esta.',
  'refresh-type-unknown': 'O tipo de serviço de atualização “{type}” não é conhecido.',
  ...proofTexts,
}
