/** Portuguese texts of findings, by code. The source is en.ts; a code that is missing here is told in English. */
import type { FindingTexts } from './translations.ts'

export const pt: FindingTexts = {
  'input-empty': 'Não há nada a verificar: o arquivo ou o texto está vazio.',
  'input-too-large': 'É grande demais para ser uma credencial (o limite é 10 MB). Entregue só a credencial.',
  'input-not-recognised':
    'Nenhuma credencial foi reconhecida aqui. Entregue o JSON, o token, uma imagem de badge (PNG ou SVG), um certificado PDF ou o link dela.',
  'input-is-page': 'Esta é uma página web sem credencial. Dê o link da página, ou baixe dela a credencial.',
  'only-a-link':
    '{host} mostra uma página e não publica credencial que se possa verificar. Se é autêntica, só essa página pode dizer; peça o arquivo do badge.',
  'url-unreachable': 'Não foi possível alcançar {host}; a credencial não pôde ser lida. Tente mais tarde.',
  'url-timeout': '{host} demorou demais a responder; a credencial não pôde ser lida. Tente mais tarde.',
  'url-too-large': 'O que {host} respondeu é grande demais para ser uma credencial.',
  'url-refused': 'Este link para {host} não foi aberto: só endereços https públicos são.',
  'url-offline': 'Verificação sem rede: o link para {host} não foi aberto.',
  'url-not-found': '{host} não conhece credencial neste link. Confira se ele foi copiado inteiro.',
  'url-gone': '{host} diz que esta credencial não existe mais: foi retirada ou revogada.',
  'url-forbidden': '{host} só mostra esta credencial a quem entrou na conta. Peça que a tornem pública.',
  'url-status': '{host} respondeu com um erro ({status}); a credencial não pôde ser lida.',
  'json-syntax': 'Começa como JSON, mas não está bem formado. Copie de novo o arquivo inteiro.',
  'json-too-deep': 'Este JSON tem níveis demais para ser uma credencial e não foi lido.',
  'baked-nothing':
    'Este arquivo não contém credencial: talvez seja uma captura de tela ou uma simples cópia. Use o arquivo original do emissor.',
  'baked-truncated': 'O arquivo termina cedo demais: não foi baixado ou copiado por inteiro.',
  'baked-damaged': 'A credencial dentro deste arquivo está danificada. Baixe de novo o original.',
  'not-a-token': 'Parece um token, mas as partes não podem ser decodificadas. Copie de novo o token inteiro.',
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
  'signature-mismatch':
    'A assinatura não confere: a credencial foi alterada depois de assinada, ou assinada por outra chave.',
  'proof-missing': 'Esta credencial não traz assinatura.',
  'cryptosuite-unknown': 'O método “{cryptosuite}” não é conhecido; a assinatura não pôde ser verificada.',
  'key-not-issuers': 'Não se mostrou que a chave que assinou pertence ao emissor {issuer}.',
  'issuer-keys-not-checked':
    'Não se pôde consultar se a chave pertence ao emissor {issuer}. Tente mais tarde.',
  'key-document-unreachable': 'O documento do emissor em {url} não pôde ser obtido. Tente mais tarde.',
  'property-missing': 'Falta a propriedade “{property}”.',
  'property-invalid': 'A propriedade “{property}” não é como deve ser ({expected}).',
  expired: 'Expirada: foi válida até {validUntil}.',
  'not-yet-valid': 'Ainda não válida: passa a valer em {validFrom}.',
  'no-expiry': 'Não tem fim de validade.',
  revoked: 'O emissor revogou esta credencial.',
  'revoked-reason': 'O emissor revogou esta credencial. Motivo indicado: {reason}',
  suspended: 'O emissor suspendeu esta credencial.',
  'refresh-available': 'O emissor diz que existe uma versão mais nova desta credencial.',
  'status-list-unreachable':
    'A lista de status em {url} não pôde ser obtida ({reason}); não se sabe se a credencial ainda vale.',
  'status-list-unproven':
    'A lista de status em {url} não está validamente assinada e, por isso, não prova nada.',
  'status-list-outdated': 'A lista de status em {url} não é válida neste momento.',
  'recipient-mismatch': 'A pessoa que você indicou não é a da credencial.',
  'document-unreachable': '{url} não pôde ser obtido ({reason}).',
  'nested-invalid': 'Uma credencial incluída nela não é válida.',
  'check-failed': 'Esta verificação falhou por conteúdo inesperado; nada se sabe dela.',
}
