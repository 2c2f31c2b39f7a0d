/** Chinese (simplified) texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': '证明不符合其规范的写法要求：{detail}。',
  'too-many-proofs': '证书带有 {count} 个证明；最多只查看 {limit} 个。',
  'proof-purpose-mismatch': '该证明用于“{found}”，而这里需要“{expected}”。',
  'proof-date-malformed': '证明中的日期“{value}”不是带时区的日期和时间。',
  'proof-created-in-future': '证明称其作于 {created}，而那是将来的时间。',
  'proof-expired': '证明本身已于 {expires} 到期。请向颁发者索取重新签名的副本。',
  'proof-challenge-mismatch': '此次出示没有回应为其设定的质询。',
  'proof-domain-mismatch': '此次出示是为别处而作，并非此处。',
  'hidden-term': '证书用自带的上下文为“{term}”另取名称，从而对读者隐藏了它。',
  'unsigned-term': '“{term}”之下所读到的内容并不是所签署的内容。',
  'unsigned-type': '证书自称“{term}”，而所签署的是一个未说明此名称的地址，因此无法核验。',
  'proof-context-mismatch': '作出证明时所用的上下文与证书所写的不同。',
  'previous-proof-missing': '该证明依赖另一个证明（{id}），而它不存在。',
  'previous-proof-failed': '该证明依赖另一个证明（{id}），而它不成立。',
  'base-proof-not-disclosed':
    '这是持有人用于选择性披露的基础证明，不应交给查验者。请向持有人索取派生的证书。',
  'undefined-term': '证书的所有上下文都没有定义术语“{term}”，因此没有证明能保护它。',
  'unknown-context': '上下文 {url} 在此未知，因此无法弄清证书的含义。',
  'context-differs': '上下文 {url} 与按哈希固定的不同，未予使用，因此无法弄清证书的含义。',
  'invalid-json-ld': '证书不是格式正确的 JSON-LD：{detail}。',
  'canonicalization-work-limit': '证书的构造会使查验的工作量没有止境，因此没有查验。',

  // Keys and identities
  'verification-method-malformed': '密钥的名称“{id}”既不是带片段的 DID URL，也不是 https 地址。',
  'verification-method-not-found': '颁发者的文档中没有密钥 {id}。',
  'verification-method-not-authorized':
    '密钥 {id} 的所有者没有将其列为可用于“{purpose}”，因此它不得作出此证明。',
  'verification-method-expired': '密钥 {id} 已于 {expires} 到期，早于作出证明之时。',
  'verification-method-retired': '密钥 {id} 已于 {expires} 到期，晚于作出证明之时。',
  'verification-method-revoked': '密钥 {id} 已于 {revoked} 被撤销。',
  'verification-method-wrong-kind': '密钥 {id} 不是此证明所需的种类。',
  'key-malformed': '颁发者的密钥格式不正确。',
  'key-type-unsupported': '颁发者的密钥属于此处无法使用的种类。',
  'key-size-unsupported': '颁发者的 RSA 密钥短于或长于安全范围（2048 至 8192 位）。',
  'key-has-private-members': '颁发者的公钥暴露了其私钥部分，任何人都可能用它签名。请告知颁发者。',
  'did-malformed': '“{id}”不是格式正确的 DID。',
  'did-method-unsupported': '此处无法查询 did:{method} 类的身份。',
  'controller-document-mismatch': '为 {id} 找到的文档称其描述的是 {found}。',
  'key-document-unreachable': '无法获取颁发者位于 {url} 的文档。请稍后再试。',
  'key-document-unavailable': '颁发者位于 {url} 的文档返回状态 {status}。请稍后再试。',
  'key-document-unreadable': '{url} 返回的内容不是列出密钥的 JSON 文档。',
  'issuer-missing': '证书没有写明由谁颁发。',
  'key-not-issuers': '未能表明签名的密钥属于颁发者 {issuer}。',
  'issuer-not-resolvable':
    '颁发者以 {issuer} 标识，它既不是 DID 也不是网址：无法证明签名所用的密钥属于该颁发者。',
  'issuer-keys-not-checked': '无法查明密钥是否属于颁发者 {issuer}。请稍后再试。',

  // Proof: tokens (JOSE)
  'jwt-malformed': '该令牌不是由三部分组成的签名令牌：{detail}。',
  'jwt-unsigned': '该令牌称不需要签名（alg "none"），因此没有任何依据表明它是真的。',
  'jwt-symmetric': '该令牌由共享密钥保护（{alg}），对他人不能证明什么。',
  'jwt-key-missing': '该令牌没有说明由哪个密钥签名（头部既无 kid 也无 jwk）。',
  'jwt-critical-header': '该令牌要求一项此处不理解的头部扩展：{name}。',
  'jwt-embedded-key-stranger': '该令牌自带密钥，而该密钥不属于颁发者。任何人都可能制作它。',
  'jwt-embedded-key-mismatch': '该令牌指明一个密钥，却带来另一个。',
  'jwt-type-mismatch': '令牌的类型“{typ}”不是证书或出示的类型。',
  'jwt-claim-missing': '令牌缺少声明“{claim}”。',
  'jwt-claim-mismatch': '令牌的声明“{claim}”与证书的 {member} 不一致。',
  'jwt-claim-malformed': '令牌的声明“{claim}”形式不正确。',
  'jwt-subject-missing': '令牌缺少声明“sub”，它应重复学习者的标识符。',
  'jwt-claim-forbidden': '类型为“{typ}”的令牌不得含有声明“{claim}”。',
  'jwt-expired': '令牌已于 {at} 到期。',
  'jwt-not-yet-valid': '令牌自 {at} 起生效。',
}
