/** Arabic texts of findings on proofs, keys and identities, by code. The source is en-proofs.ts. */
import type { proofTexts as source } from './en-proofs.ts'

export const proofTexts: { readonly [Code in keyof typeof source]: string } = {
  // Proof: embedded (Data Integrity)
  'proof-malformed': 'الإثبات غير مكتوب كما تشترط مواصفته: {detail}.',
  'too-many-proofs': 'عدد الإثباتات في الشهادة {count}؛ ولا يُنظر في أكثر من {limit}.',
  'proof-purpose-mismatch': 'أُعدّ الإثبات لأجل «{found}»، والمطلوب هنا «{expected}».',
  'proof-date-malformed': 'التاريخ «{value}» في الإثبات ليس تاريخاً بوقت ومنطقة زمنية.',
  'proof-created-in-future': 'يقول الإثبات إنه أُعدّ في {created}، وهو في المستقبل.',
  'proof-expired': 'انتهى الإثبات نفسه في {expires}. اطلب من الجهة المُصدِرة نسخة موقّعة من جديد.',
  'proof-challenge-mismatch': 'لا يجيب العرض عن التحدي الذي وُضع له.',
  'proof-domain-mismatch': 'أُعدّ العرض لموضع آخر غير هذا.',
  'hidden-term': 'تعطي الشهادة «{term}» اسماً آخر بسياق خاص بها، وهذا يخفيه عن قرّائها.',
  'unsigned-term': 'ما يُقرأ تحت «{term}» ليس ما جرى التوقيع عليه.',
  'unsigned-name': 'ما يُقرأ تحت «{term}» وُقّع بعنوان لا يدلّ على هذا الاسم؛ لذلك تعذّر التحقق منه.',
  'unsigned-type':
    'تسمّي الشهادة نفسها «{term}»، وما جرى التوقيع عليه عنوان لا يذكر هذا الاسم، فتعذّر التحقق منه.',
  'proof-context-mismatch': 'أُعدّ الإثبات بسياقات غير التي تذكرها الشهادة.',
  'previous-proof-missing': 'يستند الإثبات إلى إثبات آخر ({id}) غير موجود.',
  'previous-proof-failed': 'يستند الإثبات إلى إثبات آخر ({id}) لم يصح.',
  'base-proof-not-disclosed':
    'هذا إثبات الحامل الأساسي للكشف الانتقائي، وليس معدّاً لمن يتحقق. اطلب من الحامل شهادة مشتقة.',
  'undefined-term': 'لا يعرّف أي من سياقات الشهادة المصطلح «{term}»، فلا يمكن لأي إثبات أن يحميه.',
  'unknown-context': 'السياق {url} غير معروف هنا، فتعذّر استخلاص معنى الشهادة.',
  'context-differs': 'السياق {url} يختلف عن السياق المثبَّت ببصمته، فلم يُستخدم، وتعذّر استخلاص معنى الشهادة.',
  'invalid-json-ld': 'الشهادة ليست JSON-LD سليم البنية: {detail}.',
  'canonicalization-work-limit': 'بُنيت الشهادة بحيث يتطلب التحقق منها عملاً بلا حدّ؛ فلم يُتحقق منها.',

  // Keys and identities
  'verification-method-malformed': 'اسم المفتاح «{id}» ليس عنوان DID بجزء محدِّد ولا عنوان https.',
  'verification-method-not-found': 'لا تحوي وثيقة الجهة المُصدِرة المفتاح {id}.',
  'verification-method-not-authorized':
    'لا يدرج صاحب المفتاح {id} هذا المفتاح لأجل «{purpose}»، فلا يجوز له أن يُعدّ هذا الإثبات.',
  'verification-method-expired': 'انتهى المفتاح {id} في {expires}، قبل إعداد الإثبات.',
  'verification-method-retired': 'انتهى المفتاح {id} في {expires}، بعد إعداد الإثبات.',
  'verification-method-revoked': 'أُلغي المفتاح {id} في {revoked}.',
  'verification-method-wrong-kind': 'المفتاح {id} ليس من النوع الذي يحتاجه هذا الإثبات.',
  'key-malformed': 'مفتاح الجهة المُصدِرة غير سليم البنية.',
  'key-type-unsupported': 'مفتاح الجهة المُصدِرة من نوع لا يمكن استخدامه هنا.',
  'key-size-unsupported': 'مفتاح RSA للجهة المُصدِرة أقصر أو أطول من المأمون (من 2048 إلى 8192 بتاً).',
  'key-has-private-members':
    'يُظهر المفتاح العام للجهة المُصدِرة نصفه الخاص، فيمكن لأي شخص أن يكون قد وقّع به. أبلغ الجهة المُصدِرة.',
  'did-malformed': '«{id}» ليس معرّف DID سليم البنية.',
  'did-method-unsupported': 'لا يمكن هنا البحث عن هويات من نوع did:{method}.',
  'controller-document-mismatch': 'الوثيقة التي وُجدت لـ{id} تقول إنها عن {found}.',
  'key-document-unreachable': 'تعذّر الوصول إلى وثيقة الجهة المُصدِرة في {url}. حاول لاحقاً.',
  'key-document-unavailable': 'ردّت وثيقة الجهة المُصدِرة في {url} بالحالة {status}. حاول لاحقاً.',
  'key-document-unreadable': 'ما ردّ به {url} ليس وثيقة JSON تذكر مفاتيح.',
  'issuer-missing': 'لا تذكر الشهادة من أصدرها.',
  'key-not-issuers': 'لم يتبيّن أن المفتاح الذي وقّع يعود إلى الجهة المُصدِرة {issuer}.',
  'issuer-not-resolvable':
    'الجهة المُصدِرة معرَّفة بـ {issuer}، وهو ليس DID ولا عنوان ويب: لا شيء يُظهر إن كان المفتاح الذي وقّع مفتاحَها.',
  'issuer-keys-not-checked': 'تعذّر معرفة ما إذا كان المفتاح يعود إلى الجهة المُصدِرة {issuer}. حاول لاحقاً.',

  // Proof: tokens (JOSE)
  'jwt-malformed': 'الرمز ليس رمزاً موقّعاً من ثلاثة أجزاء: {detail}.',
  'jwt-unsigned': 'يقول الرمز إنه لا يحتاج توقيعاً (alg "none")، فلا شيء يُظهر أنه أصلي.',
  'jwt-symmetric': 'الرمز مؤمَّن بسرّ مشترك ({alg})، وهذا لا يُثبت شيئاً للآخرين.',
  'jwt-key-missing': 'لا يذكر الرمز أي مفتاح وقّعه (لا kid ولا jwk في ترويسته).',
  'jwt-critical-header': 'يتطلب الرمز امتداداً في الترويسة غير مفهوم هنا: {name}.',
  'jwt-embedded-key-stranger':
    'يحمل الرمز مفتاحه الخاص، وليس هذا المفتاح للجهة المُصدِرة. يمكن لأي شخص أن يكون قد صنعه.',
  'jwt-embedded-key-mismatch': 'يسمّي الرمز مفتاحاً ويحمل غيره.',
  'jwt-type-mismatch': 'نوع الرمز «{typ}» ليس نوع شهادة أو عرض.',
  'jwt-claim-missing': 'ينقص الرمز البيان «{claim}».',
  'jwt-claim-mismatch': 'بيان الرمز «{claim}» لا يساوي {member} في الشهادة.',
  'jwt-claim-malformed': 'بيان الرمز «{claim}» ليس على الشكل الصحيح.',
  'jwt-subject-missing': 'ينقص الرمز البيان «sub» الذي يكرر معرّف المتعلّم.',
  'jwt-claim-forbidden': 'لا يجوز أن يحوي رمز من النوع «{typ}» البيان «{claim}».',
  'jwt-expired': 'انتهى الرمز في {at}.',
  'jwt-not-yet-valid': 'يبدأ الرمز في {at}.',
}
