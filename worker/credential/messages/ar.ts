/** Arabic texts of findings, by code. The source is en.ts. */
import { proofTexts } from './ar-proofs.ts'
import { arWords } from './ar-words.ts'
import type { CompleteFindingTexts } from './translations.ts'

export const ar: CompleteFindingTexts = {
  words: arWords,
  // Intake: reading what was given
  'input-empty': 'لا شيء للتحقق منه: الملف أو النص فارغ.',
  'input-too-large': 'هذا أكبر من أن يكون شهادة (الحد 10 ميغابايت). قدّم الشهادة وحدها.',
  'input-not-recognised':
    'لم يُتعرَّف هنا على أي شهادة. قدّم نص JSON الخاص بها أو رمزها أو صورة شارة (PNG أو SVG) أو شهادة PDF أو رابطها.',
  'input-is-page': 'هذه صفحة ويب لا شهادة فيها. قدّم رابط الصفحة، أو نزّل الشهادة منها.',
  'input-is-definition': 'هذا وصف لشارة أو للجهة المُصدِرة، ولم يُمنح لأحد. قدّم الشهادة التي استلمها شخص.',
  'only-a-link':
    'يعرض {host} صفحة ولا ينشر شهادة يمكن التحقق منها. لا يستطيع القول بصحتها إلا تلك الصفحة؛ اطلب ملف الشارة.',
  'url-not-followed': 'هذا رابط إلى {host}، ولم يُفتح هنا.',
  'url-unreachable': 'تعذّر الوصول إلى {host} فلم تُقرأ الشهادة. حاول لاحقاً.',
  'url-timeout': 'تأخّر {host} في الرد فلم تُقرأ الشهادة. حاول لاحقاً.',
  'url-too-large': 'ما ردّ به {host} أكبر من أن يكون شهادة.',
  'url-wrong-type': 'ردّ {host} بشيء ليس شهادة ولا صورة ولا صفحة.',
  'url-unresolved':
    'تعذّر العثور على {host}: لا يقود اسمه إلى أي عنوان، أو تعذّر الاستعلام عنه. تحقق من الرابط أو حاول لاحقًا.',
  'url-refused': 'لم يُفتح هذا الرابط إلى {host}: لا تُفتح إلا عناوين https العامة.',
  'url-offline': 'تحقّق دون شبكة: لم يُفتح الرابط إلى {host}.',
  'url-not-found': 'لا يعرف {host} شهادة عند هذا الرابط. تأكد من أن الرابط نُسخ كاملاً.',
  'url-gone': 'يقول {host} إن هذه الشهادة لم تعد موجودة: سُحبت أو أُلغيت.',
  'url-forbidden': 'لا يعرض {host} هذه الشهادة إلا لمن سجّل الدخول. اطلب جعلها عامة.',
  'url-status': 'ردّ {host} بخطأ ({status}) فلم تُقرأ الشهادة. حاول لاحقاً.',
  'json-syntax': 'يبدأ هذا مثل JSON لكنه غير سليم البنية. انسخ الملف كاملاً من جديد.',
  'json-too-large': 'ملف JSON هذا أكبر مما ينبغي لأي شهادة، ولم يُقرأ.',
  'json-too-deep': 'تداخل مستويات JSON هذا أعمق من أن يكون شهادة، ولم يُقرأ.',
  'json-duplicate-key':
    'يرد الاسم «{detail}» مرتين في كائن واحد، فقد تقرأ البرامج منه أشياء مختلفة. لا يمكن الوثوق به؛ اطلب من الجهة المُصدِرة نسخة صحيحة.',
  'json-forbidden-key': 'الاسم «{detail}» غير مسموح به في شهادة.',
  'json-lone-surrogate': 'في النص محرف معطوب، فلا يمكن أن يكون هو ما وُقّع.',
  'json-number-range': 'العدد {detail} أكبر من أن يُقرأ بدقة، فقد لا يكون المعروض هو ما وُقّع.',
  'baked-nothing':
    'لا شهادة في هذا الملف: ربما هو لقطة شاشة أو نسخة عادية. استخدم الملف الأصلي من الجهة المُصدِرة.',
  'baked-truncated': 'ينتهي الملف قبل أوانه: لم يُنزَّل أو يُنسخ كاملاً.',
  'baked-damaged': 'الشهادة داخل هذا الملف تالفة. نزّل الأصل من جديد.',
  'baked-several':
    'في هذا الملف شهادتان في الموضع نفسه، فلا يُعرف أيهما المقصودة. اطلب من الجهة المُصدِرة ملفاً صحيحاً.',
  'baked-too-large': 'ما بداخل هذا الملف أكبر مما ينبغي لأي شهادة، ولم يُقرأ.',
  'baked-not-text': 'ما بداخل هذا الملف على أنه شهادة ليس نصاً مقروءاً.',
  'svg-malformed': 'صورة SVG هذه غير سليمة البنية، فلا يمكن قراءة شهادة فيها بأمان.',
  'pdf-encrypted': 'ملف PDF هذا مشفّر. افتحه واحفظه دون حماية ثم حاول من جديد.',
  'not-a-token': 'يبدو هذا رمزاً لكن أجزاءه لا يمكن فكّها. انسخ الرمز كاملاً من جديد.',

  // SD-JWT
  'sd-jwt-hash-unknown': 'تُخفي الشهادة بياناتها بدالة تجزئة غير معروفة هنا.',
  'sd-jwt-disclosure-malformed': 'بيان مكشوف غير مكتوب كما يشترط SD-JWT.',
  'sd-jwt-disclosure-twice': 'كُشف بيان، أو وُعد به، مرتين.',
  'sd-jwt-disclosure-stray': 'كُشف بيان لم توقّعه الجهة المُصدِرة.',
  'sd-jwt-claim-collision': 'بيان مكشوف قد يحجب بياناً آخر بالاسم نفسه.',
  'sd-jwt-too-deep': 'تداخل البيانات أعمق من أن تكون شهادة.',
  'sd-jwt-certificate':
    'لا يسمّي الجهة المُصدِرة إلا شهادة رقمية (x5c)، وليس هنا ما يقرر أي الشهادات الرقمية يوثق بها.',
  'key-binding-missing': 'لم يوقّع الحامل هذا العرض كما طُلب.',
  'key-binding-failed': 'توقيع الحامل نفسه على هذا العرض لا يصح ({part}).',

  // Open Badges before 3.0: hosted and signed
  'hosted-without-address': 'تقول الشارة إن مضيفها يؤكدها، لكن معرّفها ({id}) ليس عنوان ويب.',
  'hosted-unreachable': 'تعذّر سؤال مضيف الشارة: {url} ({reason}).',
  'hosted-unknown': 'مضيف الشارة لا يعرفها: لا شيء منشور في {url}.',
  'hosted-id-mismatch': 'الشارة المنشورة في {expected} شارة أخرى: تسمّي نفسها {found}.',
  'hosted-differs': 'غُيّرت الشارة: ما ينشره مضيفها يختلف في {properties}. لا يُعتد إلا بالمنشور.',
  'hosted-dates-differ': 'تختلف التواريخ عما ينشره المضيف، وهو المعتدّ به ({properties}).',
  'hosted-outside-scope':
    'الشارة منشورة في {assertion}، حيث لا تنشر الجهة المُصدِرة {issuer} شارات: يمكن لأي شخص أن يكون قد وضعها هناك.',
  'badge-class-unreachable': 'تعذّر جلب وصف الشارة من {url} ({reason}).',
  'badge-class-mismatch': 'وصف الشارة ليس الذي تسمّيه: المقصود {expected}، والموجود {found}.',
  'issuer-id-not-web': 'تُسمّى الجهة المُصدِرة «{id}»، وهذا ليس عنوان ويب يمكن سؤالها عنده.',
  'issuer-profile-unreachable': 'تعذّر جلب ملف الجهة المُصدِرة من {url} ({reason}).',
  'issuer-profile-mismatch': 'الملف المنشور في {expected} يعود إلى جهة أخرى: {found}.',
  'signing-key-missing': 'لا الشارة ولا الجهة المُصدِرة تسمّي المفتاح الذي وقّعها.',
  'signing-key-unknown': 'تعذّر فحص التوقيع، لأن ملف الجهة المُصدِرة لم يُقرأ.',
  'signing-key-unreachable': 'تعذّر جلب المفتاح الذي وقّع الشارة من {url} ({reason}).',
  'signing-key-malformed': 'ما في {url} ليس مفتاحاً عاماً يمكن قراءته.',
  'signing-key-not-issuers': 'المفتاح {key} لا يعود إلى الجهة المُصدِرة {issuer}: فهي لا تسمّيه مفتاحاً لها.',
  'revocation-list-unreachable':
    'تعذّر جلب قائمة الشارات الملغاة للجهة المُصدِرة من {url} ({reason})، فلا يُعرف إن كانت هذه قد أُلغيت.',

  // The one sentence on top of a report, by state (worker/credential/verify/sentence.ts).
  'sentence-valid-domain':
    'صالحة. يُثبت التوقيع أن {domain} أصدر هذه الشهادة دون تغيير، ولا شيء يقول إنها سُحبت.',
  'sentence-valid-signature':
    'صالحة. يُثبت التوقيع أن حامل مفتاح الجهة المُصدِرة أصدرها دون تغيير. أما من هو فلا يؤكده أي نطاق ويب.',
  'sentence-valid-host': 'صالحة. يؤكد {domain} هذه الشهادة على موقعه. لا تحمل توقيعاً خاصاً بها.',
  'sentence-link': 'مجرد رابط. يقود إلى صفحة قد تعرض شهادة، لكن لا شيء منشور هناك يمكن التحقق منه.',
  'sentence-expired': 'منتهية الصلاحية. كانت صالحة حتى {validUntil}.',
  'sentence-not-yet-valid': 'لم تصبح صالحة بعد. تصبح صالحة في {validFrom}.',
  'sentence-revoked': 'ملغاة. سحبت الجهة المُصدِرة هذه الشهادة.',
  'sentence-suspended': 'معلّقة. أوقفت الجهة المُصدِرة هذه الشهادة مؤقتاً.',
  'sentence-tampered':
    'ليست أصلية بحالها هذه. غُيّرت بعد توقيعها، أو أن التوقيع ليس للجهة المُصدِرة. اطلب الأصل.',
  'sentence-issuer-mismatch': 'لم تصدر عمّن تذكره. التوقيع لجهة أخرى غير الجهة المُصدِرة المذكورة.',
  'sentence-malformed': 'ليست شهادة سليمة البنية. جزء لازم منها مفقود أو خاطئ.',
  'sentence-recipient-mismatch': 'صدرت لشخص آخر غير الذي ذكرته.',
  'sentence-unknown-issuer':
    'تعذّر التحقق منها: لم يُعثر على مفتاح الجهة المُصدِرة أو تعذّر الوصول إليه. حاول لاحقاً.',
  'sentence-not-checked': 'لم يكتمل التحقق منها: أمر حاسم كان مفقوداً أو غير مقروء أو تعذّر الوصول إليه.',
  'sentence-unsupported': 'تعذّر التحقق منها: هي مؤمَّنة بطريقة لا تعرفها Laurel.',
  'sentence-unsigned': 'غير مُثبتة. لا تحمل توقيعاً ولا يؤكدها موقع أي جهة: يمكن لأي شخص أن يكون قد كتبها.',

  // Reading several, and credentials within credentials
  'too-many-credentials': 'قُدّمت أكثر من {max} شهادة؛ ولم يُنظر فيما زاد.',
  'nested-too-deep': 'تتداخل الشهادات بأكثر من {max} مستوى؛ ولم يُنظر فيما هو أعمق.',
  'check-failed': 'تعطّل هذا الفحص بسبب محتوى غير متوقع، فلا يُعرف منه شيء.',

  // Structure
  'context-invalid': 'يجب أن تكون الخاصية @context قائمة تبدأ بـ«{expected}».',
  'context-not-list': 'ينبغي أن تكون الخاصية @context قائمة؛ وهي هنا قيمة واحدة.',
  'type-missing': 'النوع «{type}» مفقود.',
  'property-missing': 'الخاصية «{property}» مفقودة.',
  'property-invalid': 'الخاصية «{property}» ليست كما يجب ({expected}).',
  'property-empty': 'الخاصية «{property}» فارغة.',
  'date-invalid': 'يجب أن تكون الخاصية «{property}» تاريخاً ووقتاً مع منطقة زمنية، مثل 2026-01-31T12:00:00Z.',
  'dates-out-of-order': 'تنتهي الصلاحية ({validUntil}) قبل أن تبدأ ({validFrom}).',
  'date-without-time-zone': 'ليس للخاصية «{property}» منطقة زمنية؛ فقُرئت بتوقيت UTC.',
  'format-unsupported': 'لا تتحقق Laurel من وثائق من هذا النوع ({type}).',

  // Proof
  'signature-mismatch': 'التوقيع لا يطابق: غُيّرت الشهادة بعد توقيعها، أو وقّعها مفتاح آخر.',
  'proof-type-unknown': 'هذا النوع من التوقيع ({type}) غير معروف، فتعذّر فحصه.',
  'cryptosuite-unknown': 'الطريقة «{cryptosuite}» غير معروفة، فتعذّر فحص التوقيع.',
  'algorithm-unknown': 'خوارزمية التوقيع «{algorithm}» غير معروفة، فتعذّر فحص التوقيع.',
  'proof-missing': 'لا توقيع على هذه الشهادة.',
  'presentation-unsigned': 'العرض غير موقّع، فلا يجيب عن التحدي أو النطاق المطلوب.',

  // Validity
  expired: 'منتهية الصلاحية: كانت صالحة حتى {validUntil}.',
  'not-yet-valid': 'لم تصبح صالحة بعد: تصبح صالحة في {validFrom}.',

  // Status
  revoked: 'ألغت الجهة المُصدِرة هذه الشهادة.',
  'revoked-reason': 'ألغت الجهة المُصدِرة هذه الشهادة. السبب المذكور: {reason}',
  suspended: 'علّقت الجهة المُصدِرة هذه الشهادة.',
  'status-message': 'تقول قائمة الحالة لدى الجهة المُصدِرة: {message}',
  'refresh-available': 'تقول الجهة المُصدِرة إن هناك نسخة أحدث من هذه الشهادة.',
  'status-purpose-unknown': 'وضعت الجهة المُصدِرة على هذه الشهادة علامة غرضها «{purpose}»؛ ومعناها غير معروف.',
  'status-type-unknown': 'نوع الحالة «{type}» غير معروف، فتعذّر التحقق من أن الشهادة لا تزال سارية.',
  'status-entry-malformed': 'مدخل الحالة غير سليم البنية: يجب أن يكون {property} هكذا: {expected}.',
  'status-list-unreachable':
    'تعذّر جلب قائمة الحالة من {url} ({reason})، فلا يُعرف إن كانت الشهادة لا تزال سارية.',
  'status-list-in-store':
    'قائمة الحالة محفوظة في مخزن للجهة المُصدِرة ({url}) لا يجيب إلا عن الرسائل وليس له عنوان، ولذلك تعذّر التحقق مما إذا كانت الشهادة لا تزال سارية.',
  'status-list-not-located':
    'لا تذكر وثيقة الجهة المُصدِرة مكان قائمة الحالة {url}، ولذلك لا يُعرف ما إذا كانت الشهادة لا تزال سارية.',
  'status-list-malformed': 'قائمة الحالة في {url} غير سليمة البنية: {detail}.',
  'status-list-unreadable':
    'قائمة الحالة في {url} ليست سلسلة بتات كما تريد مواصفتها (عيب معروف في برنامجها): لا يمكن قراءة الحالة منها.',
  'status-list-unproven': 'قائمة الحالة في {url} غير موقّعة توقيعاً صالحاً، فلا تُثبت شيئاً.',
  'status-list-unsigned': 'قائمة الحالة في {url} غير موقّعة؛ فأُخذ بقول مضيفها.',
  'status-list-issuer-mismatch': 'قائمة الحالة في {url} صادرة عن {listIssuer}، لا عن الجهة المُصدِرة للشهادة.',
  'status-list-purpose-mismatch': 'قائمة الحالة في {url} غرضها {listPurpose}، لا {purpose}.',
  'status-list-outdated': 'قائمة الحالة في {url} غير صالحة في هذا الوقت.',
  'status-list-too-short':
    'في قائمة الحالة في {url} عدد من المداخل هو {length}، وهو أقل من {minimum} التي تمنع تمييز أصحابها.',
  'status-list-too-large': 'قائمة الحالة في {url} أكبر من {max} بايت، وهو حدّ ما يُقرأ.',
  'status-index-out-of-range': 'ليس في قائمة الحالة في {url} المدخل {index}.',
  'too-many-status-entries':
    'عدد مداخل الحالة في الشهادة {count}؛ ولا يُنظر في أكثر من {max}، فحالتها غير معروفة.',

  // Schema
  'schema-mismatch': 'لا تطابق الشهادة مخططها {url}: {detail}',
  'schema-unreachable': 'تعذّر جلب المخطط {url} ({reason}).',
  'schema-malformed': 'ما ردّ به {url} ليس JSON Schema يمكن تطبيقه.',
  'schema-unproven': 'المخطط {url} غير موقّع توقيعًا صالحًا كما يتطلب نوعه، ولذلك لم يُطبَّق.',
  'schema-type-unknown': 'نوع المخطط «{type}» غير معروف؛ فلم يُطبَّق.',

  // Recipient
  'recipient-mismatch': 'الشخص الذي ذكرته ليس صاحب الشهادة.',
  'recipient-unnamed': 'لا تسمّي الشهادة صاحبها على نحو يمكن مقارنته.',

  // Network, in general
  'document-unreachable': 'تعذّر جلب {url} ({reason}).',
  'document-malformed': 'ما ردّ به {url} ليس ما ينبغي أن يكون هناك.',

  // Trust
  'issuer-not-registered': 'الجهة المُصدِرة ليست في أي من سجلات الثقة التي سُئلت.',
  'registry-unreachable': 'تعذّر سؤال سجل الثقة {registry} ({reason}).',
  'domain-not-linked': 'لا يؤكد {domain} أن هذا المعرّف له.',
  'domain-linkage-unreachable': 'تعذّر السؤال عما إذا كان {domain} يؤكد هذا المعرّف ({reason}).',

  // Nested
  'nested-invalid': 'شهادة مضمَّنة فيها غير صالحة.',
  'nested-unchecked': 'تعذّر التحقق من شهادة مضمَّنة فيها.',
  'endorsement-invalid': 'تزكية غير صالحة ولا يُعتد بها.',
  'endorsement-unchecked': 'تعذّر التحقق من تزكية.',
  'endorsement-of-another': 'تتحدث تزكية عن شيء غير هذه الشهادة.',

  // Around the credential
  'achievement-differs': 'الإنجاز المنشور في {url} صار مختلفاً: {properties}.',
  'image-unreachable': 'تعذّر جلب الصورة من {url} ({reason}).',
  'image-kind': 'ما ردّ به {url} ليس صورة يجوز أن تحملها شارة.',
  'related-resource-mismatch': 'المورد في {url} ليس الذي وُقّعت الشهادة معه: بصمته مختلفة.',
  'related-resource-unreachable': 'تعذّر جلب المورد المرتبط من {url} ({reason}).',
  'related-resource-digest-unknown': 'بصمة المورد المرتبط {url} من نوع غير معروف.',
  'refresh-announced': 'تقدّم الجهة المُصدِرة نسخاً أحدث من هذه الشهادة في {url}.',
  'refresh-fetched': 'جُلبت نسخة أحدث من {url}: ونتيجتها {verdict}.',
  'refresh-failed': 'تعذّر جلب النسخة الأحدث من {url} أو أنها ليست أحدث؛ فتبقى هذه.',
  'refresh-type-unknown': 'نوع خدمة التحديث «{type}» غير معروف.',
  ...proofTexts,
}
