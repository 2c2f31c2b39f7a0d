/** Chinese (simplified) texts of findings, by code. The source is en.ts. */

import type { CompleteFindingTexts } from './translations.ts'
import { proofTexts } from './zh-proofs.ts'
import { zhWords } from './zh-words.ts'

export const zh: CompleteFindingTexts = {
  words: zhWords,
  // Intake: reading what was given
  'input-empty': '没有可查验的内容：文件或文本是空的。',
  'input-too-large': '这太大，不可能是证书（上限为 10 MB）。请只提供证书本身。',
  'input-not-recognised': '这里没有识别到证书。请提供其 JSON、令牌、徽章图片（PNG 或 SVG）、PDF 证书或链接。',
  'input-is-page': '这是一个不含证书的网页。请提供该网页的链接，或从中下载证书。',
  'input-is-definition': '这描述的是徽章或其颁发者，并没有授予任何人。请提供某人获得的证书。',
  'only-a-link': '{host} 只展示网页，没有发布可供查验的证书。真伪只有该网页能说明；请持有人提供徽章文件。',
  'url-not-followed': '这是指向 {host} 的链接，这里没有打开它。',
  'url-unreachable': '无法连接 {host}，因此未能读取证书。请稍后再试。',
  'url-timeout': '{host} 长时间没有响应，因此未能读取证书。请稍后再试。',
  'url-too-large': '{host} 返回的内容太大，不可能是证书。',
  'url-wrong-type': '{host} 返回的内容既不是证书，也不是图片或网页。',
  'url-unresolved': '找不到 {host}：该名称没有对应的地址，或无法查询。请检查链接，或稍后再试。',
  'url-refused': '指向 {host} 的链接没有打开：只打开公开的 https 地址。',
  'url-offline': '离线查验：没有打开指向 {host} 的链接。',
  'url-not-found': '{host} 在此链接下没有证书。请确认链接已完整复制。',
  'url-gone': '{host} 表示该证书已不存在：已被收回或撤销。',
  'url-forbidden': '{host} 只向已登录者展示此证书。请持有人将其公开。',
  'url-status': '{host} 返回错误（{status}），因此未能读取证书。请稍后再试。',
  'json-syntax': '开头像 JSON，但格式不正确。请重新复制整个文件。',
  'json-too-large': '此 JSON 超过任何证书应有的大小，因此没有读取。',
  'json-too-deep': '此 JSON 嵌套过深，不可能是证书，因此没有读取。',
  'json-duplicate-key':
    '名称“{detail}”在同一对象中出现两次，不同程序可能读出不同内容，因此不可信；请向颁发者索取正确的副本。',
  'json-forbidden-key': '证书中不允许使用名称“{detail}”。',
  'json-lone-surrogate': '文本含有损坏的字符，因此不可能是当初签名的内容。',
  'json-number-range': '数字 {detail} 太大，无法精确读取，所显示的可能不是当初签名的内容。',
  'baked-nothing': '此文件不含证书：可能是截图或普通副本。请使用颁发者提供的原始文件。',
  'baked-truncated': '文件提前结束：没有完整下载或复制。请重新下载。',
  'baked-damaged': '此文件中的证书已损坏。请重新下载原件。',
  'baked-several': '此文件在同一位置含有两份证书，无法确定以哪一份为准。请向颁发者索取正确的文件。',
  'baked-too-large': '此文件内所装的内容超过任何证书应有的大小，因此没有读取。',
  'baked-not-text': '此文件中作为证书的内容不是可读的文本。',
  'svg-malformed': '此 SVG 图片格式不正确，无法安全地读取其中的证书。',
  'pdf-encrypted': '此 PDF 已加密。请打开它，以不加保护的方式另存，然后重试。',
  'not-a-token': '这看起来像令牌，但无法解码。请重新复制完整的令牌。',

  // SD-JWT
  'sd-jwt-hash-unknown': '证书用一种此处未知的哈希隐藏其声明。',
  'sd-jwt-disclosure-malformed': '一项披露的声明不符合 SD-JWT 的写法要求。',
  'sd-jwt-disclosure-twice': '一项声明被重复披露或重复预告。',
  'sd-jwt-disclosure-stray': '披露了一项颁发者没有签名的声明。',
  'sd-jwt-claim-collision': '一项披露的声明会覆盖另一项同名声明。',
  'sd-jwt-too-deep': '声明嵌套过深，不可能是证书。',
  'sd-jwt-certificate': '颁发者只由一张数字证书（x5c）指明，而信任哪些数字证书不在此处决定。',
  'key-binding-missing': '持有人没有按要求对此次出示签名。',
  'key-binding-failed': '持有人对此次出示的签名不成立（{part}）。',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address': '徽章称由其托管网站确认，但它的 id（{id}）不是网址。',
  'hosted-unreachable': '无法询问徽章的托管网站：{url}（{reason}）。',
  'hosted-unknown': '徽章的托管网站不认识它：{url} 上没有发布任何内容。',
  'hosted-id-mismatch': '发布在 {expected} 的是另一枚徽章：它自称 {found}。',
  'hosted-differs': '徽章被改动过：其托管网站发布的内容在 {properties} 上不同。只以发布的内容为准。',
  'hosted-dates-differ': '日期与托管网站发布的不同，以发布的为准（{properties}）。',
  'hosted-outside-scope':
    '徽章发布在 {assertion}，而颁发者 {issuer} 并不在那里发布徽章：任何人都可能把它放在那里。',
  'badge-class-unreachable': '无法获取位于 {url} 的徽章说明（{reason}）。',
  'badge-class-mismatch': '徽章说明不是它所指的那一份：应为 {expected}，实际为 {found}。',
  'issuer-id-not-web': '颁发者以“{id}”指明，而这不是可以询问的网址。',
  'issuer-profile-unreachable': '无法获取位于 {url} 的颁发者资料（{reason}）。',
  'issuer-profile-mismatch': '发布在 {expected} 的资料属于另一方：{found}。',
  'signing-key-missing': '徽章及其颁发者都没有指明签名所用的密钥。',
  'signing-key-unknown': '无法查验签名，因为未能读取颁发者的资料。',
  'signing-key-unreachable': '无法从 {url} 获取为徽章签名的密钥（{reason}）。',
  'signing-key-malformed': '{url} 的内容不是可读取的公钥。',
  'signing-key-not-issuers': '密钥 {key} 不属于颁发者 {issuer}：颁发者没有将其列为自己的密钥。',
  'revocation-list-unreachable':
    '无法获取颁发者位于 {url} 的已撤销徽章列表（{reason}），因此不知道这一枚是否已被撤销。',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
  'sentence-valid-domain': '有效。签名证明 {domain} 颁发了此证书且未经改动，也没有迹象表明它已被收回。',
  'sentence-valid-signature':
    '有效。签名证明由颁发者密钥的持有者颁发且未经改动。至于那是谁，没有网站域名能证实。',
  'sentence-valid-host': '有效。{domain} 在自己的网站上确认了此证书。证书本身没有签名。',
  'sentence-link': '只是一个链接。它指向一个可能展示证书的网页，但那里没有发布可供查验的内容。',
  'sentence-expired': '已过期。其有效期至 {validUntil}。',
  'sentence-not-yet-valid': '尚未生效。它将于 {validFrom} 生效。',
  'sentence-revoked': '已撤销。颁发者已收回此证书。',
  'sentence-suspended': '已暂停。颁发者目前暂停了此证书。',
  'sentence-tampered': '现状并非真品。它在签名后被改动，或签名不属于颁发者。请索取原件。',
  'sentence-issuer-mismatch': '并非由其所写的颁发者颁发。签名属于另一方。',
  'sentence-malformed': '不是格式正确的证书。缺少必要部分，或其有误。',
  'sentence-recipient-mismatch': '颁发给了您所指之外的人。',
  'sentence-unknown-issuer': '无法查验：找不到或无法获取颁发者的密钥。请稍后再试。',
  'sentence-not-checked': '未能完全查验：某项关键内容缺失、不可读或无法获取。',
  'sentence-unsupported': '无法查验：它的保护方式是 Laurel 所不了解的。',
  'sentence-unsigned': '未获证明。它没有签名，也没有颁发者网站确认：任何人都可能写出它。',

  // Reading several, and credentials within credentials
  'too-many-credentials': '提供了超过 {max} 份证书；超出的部分没有查看。',
  'nested-too-deep': '证书嵌套超过 {max} 层；更深的部分没有查看。',
  'check-failed': '此项查验因意外内容而中断，因此从中一无所知。',

  // Structure
  'context-invalid': '属性 @context 必须是以“{expected}”开头的列表。',
  'context-not-list': '属性 @context 应为列表；这里是单个值。',
  'type-missing': '缺少类型“{type}”。',
  'property-missing': '缺少属性“{property}”。',
  'property-invalid': '属性“{property}”不符合要求（{expected}）。',
  'property-empty': '属性“{property}”为空。',
  'date-invalid': '属性“{property}”必须是带时区的日期和时间，例如 2026-01-31T12:00:00Z。',
  'dates-out-of-order': '有效期的结束（{validUntil}）早于其开始（{validFrom}）。',
  'date-without-time-zone': '属性“{property}”没有时区；已按 UTC 读取。',
  'format-unsupported': 'Laurel 不查验这类文件（{type}）。',

  // Proof
  'signature-mismatch': '签名不符：证书在签名后被改动，或由另一密钥签名。',
  'proof-type-unknown': '这类签名（{type}）未知，因此无法查验。',
  'cryptosuite-unknown': '签名方法“{cryptosuite}”未知，因此无法查验签名。',
  'algorithm-unknown': '签名算法“{algorithm}”未知，因此无法查验签名。',
  'proof-missing': '此证书没有签名。',
  'presentation-unsigned': '此次出示没有签名，因此没有回应所要求的质询或域名。',

  // Validity
  expired: '已过期：有效期至 {validUntil}。',
  'not-yet-valid': '尚未生效：将于 {validFrom} 生效。',

  // Status
  revoked: '颁发者已撤销此证书。',
  'revoked-reason': '颁发者已撤销此证书。所述原因：{reason}',
  suspended: '颁发者已暂停此证书。',
  'status-message': '颁发者的状态列表写道：{message}',
  'refresh-available': '颁发者表示此证书有更新的版本。',
  'status-purpose-unknown': '颁发者在此证书上设置了用途为“{purpose}”的标记；其含义未知。',
  'status-type-unknown': '状态类型“{type}”未知，因此无法查验证书是否仍然有效。',
  'status-entry-malformed': '状态条目格式不正确：{property} 必须是 {expected}。',
  'status-list-unreachable': '无法获取位于 {url} 的状态列表（{reason}），因此不知道证书是否仍然有效。',
  'status-list-in-store':
    '状态列表存放在颁发者的存储（{url}）中，它只应答消息而没有可访问的地址，因此无法核实证书是否仍然有效。',
  'status-list-not-located': '颁发者的文档没有说明状态列表 {url} 的位置，因此不知道证书是否仍然有效。',
  'status-list-malformed': '位于 {url} 的状态列表格式不正确：{detail}。',
  'status-list-unreadable':
    '位于 {url} 的状态列表不是其规范所要求的位串（其软件的已知缺陷）：无法从中读出状态。',
  'status-list-unproven': '位于 {url} 的状态列表没有有效签名，因此不能证明什么。',
  'status-list-unsigned': '位于 {url} 的状态列表没有签名；这里采信了其托管网站的说法。',
  'status-list-issuer-mismatch': '位于 {url} 的状态列表由 {listIssuer} 颁发，而不是证书的颁发者。',
  'status-list-purpose-mismatch': '位于 {url} 的状态列表用途为 {listPurpose}，而不是 {purpose}。',
  'status-list-outdated': '位于 {url} 的状态列表目前无效。',
  'status-list-too-short':
    '位于 {url} 的状态列表有 {length} 个条目，少于使持有人不被辨认所需的 {minimum} 个。',
  'status-list-too-large': '位于 {url} 的状态列表超过可读取的 {max} 字节。',
  'status-index-out-of-range': '位于 {url} 的状态列表没有第 {index} 号条目。',
  'too-many-status-entries': '证书有 {count} 个状态条目；最多只查看 {max} 个，因此其状态未知。',

  // Schema
  'schema-mismatch': '证书不符合其模式 {url}：{detail}',
  'schema-unreachable': '无法获取模式 {url}（{reason}）。',
  'schema-malformed': '{url} 返回的内容不是可以应用的 JSON Schema。',
  'schema-unproven': '模式 {url} 没有按其类型要求进行有效签名，因此未应用。',
  'schema-type-unknown': '模式类型“{type}”未知，因此没有应用。',

  // Recipient
  'recipient-mismatch': '您所指的人不是证书中的人。',
  'recipient-unnamed': '证书没有以可供比对的方式写明获得者。',

  // Network, in general
  'document-unreachable': '无法获取 {url}（{reason}）。',
  'document-malformed': '{url} 返回的内容不是那里应有的内容。',

  // Trust
  'issuer-not-registered': '颁发者不在所询问的任何信任登记册中。',
  'registry-unreachable': '无法询问信任登记册 {registry}（{reason}）。',
  'domain-not-linked': '{domain} 没有确认此标识符属于它。',
  'domain-linkage-unreachable': '无法询问 {domain} 是否确认此标识符（{reason}）。',

  // Nested
  'nested-invalid': '其中内含的一份证书无效。',
  'nested-unchecked': '其中内含的一份证书无法查验。',
  'endorsement-invalid': '一项背书无效，不予采信。',
  'endorsement-unchecked': '一项背书无法查验。',
  'endorsement-of-another': '一项背书所说的并非此证书。',

  // Around the credential
  'achievement-differs': '现在发布在 {url} 的成就有所不同：{properties}。',
  'image-unreachable': '无法获取位于 {url} 的图片（{reason}）。',
  'image-kind': '{url} 返回的内容不是徽章可用的图片。',
  'related-resource-mismatch': '位于 {url} 的资源不是证书签名时的那一份：其摘要不同。',
  'related-resource-unreachable': '无法获取位于 {url} 的相关资源（{reason}）。',
  'related-resource-digest-unknown': '相关资源 {url} 的摘要属于未知的种类。',
  'refresh-announced': '颁发者在 {url} 提供此证书的更新版本。',
  'refresh-fetched': '已从 {url} 获取更新的版本，其结论为：{verdict}。',
  'refresh-failed': '位于 {url} 的更新版本无法获取，或并不更新；以这一份为准。',
  'refresh-type-unknown': '更新服务类型“{type}”未知。',
  ...proofTexts,
}
