/** What the mail says, in each language. `{name}` is a placeholder. Plain sentences: the mail is text first. */
import type { NotificationLanguage } from '../issuing/notify.ts'

export interface MailWords {
  subject: string
  greeting: string
  earned: string
  claim: string
  button: string
  keep: string
  mistaken: string
}

export const MAIL_WORDS: Record<NotificationLanguage, MailWords> = {
  en: {
    subject: '{issuer} issued you a credential: {title}',
    greeting: 'Congratulations.',
    earned: '{issuer} has issued you “{title}”.',
    claim: 'Claim it here, keep it, and decide who sees it:',
    button: 'Claim my credential',
    keep: 'The link is yours alone. To show the credential to others, share its page, not this mail.',
    mistaken: 'If you do not know what this is about, do nothing: nothing happens without you.',
  },
  es: {
    subject: '{issuer} le ha otorgado una credencial: {title}',
    greeting: 'Enhorabuena.',
    earned: '{issuer} le ha otorgado «{title}».',
    claim: 'Acéptela aquí, consérvela y decida quién la ve:',
    button: 'Aceptar mi credencial',
    keep: 'El enlace es solo suyo. Para enseñar la credencial a otros, comparta su página, no este correo.',
    mistaken: 'Si no sabe de qué se trata, no haga nada: sin usted no ocurre nada.',
  },
  fr: {
    subject: '{issuer} vous a délivré une attestation : {title}',
    greeting: 'Félicitations.',
    earned: '{issuer} vous a délivré « {title} ».',
    claim: 'Acceptez-la ici, conservez-la et décidez qui la voit :',
    button: 'Accepter mon attestation',
    keep: 'Ce lien n’est qu’à vous. Pour montrer l’attestation, partagez sa page, pas ce message.',
    mistaken: 'Si vous ne savez pas de quoi il s’agit, ne faites rien : sans vous, rien ne se passe.',
  },
  de: {
    subject: '{issuer} hat Ihnen einen Nachweis ausgestellt: {title}',
    greeting: 'Herzlichen Glückwunsch.',
    earned: '{issuer} hat Ihnen „{title}“ ausgestellt.',
    claim: 'Nehmen Sie ihn hier an, bewahren Sie ihn auf und entscheiden Sie, wer ihn sieht:',
    button: 'Meinen Nachweis annehmen',
    keep: 'Der Link gehört nur Ihnen. Um den Nachweis zu zeigen, teilen Sie seine Seite, nicht diese Mail.',
    mistaken: 'Wenn Sie nicht wissen, worum es geht, tun Sie nichts: ohne Sie geschieht nichts.',
  },
  pt: {
    subject: '{issuer} emitiu uma credencial para si: {title}',
    greeting: 'Parabéns.',
    earned: '{issuer} emitiu para si «{title}».',
    claim: 'Aceite-a aqui, guarde-a e decida quem a vê:',
    button: 'Aceitar a minha credencial',
    keep: 'A ligação é só sua. Para mostrar a credencial a outros, partilhe a página dela, não esta mensagem.',
    mistaken: 'Se não sabe de que se trata, não faça nada: sem si nada acontece.',
  },
  ar: {
    subject: 'أصدرت {issuer} شهادة لك: {title}',
    greeting: 'تهانينا.',
    earned: 'أصدرت {issuer} لك «{title}».',
    claim: 'استلمها من هنا واحتفظ بها وقرّر من يراها:',
    button: 'استلام شهادتي',
    keep: 'هذا الرابط لك وحدك. لعرض الشهادة على الآخرين، شارك صفحتها لا هذه الرسالة.',
    mistaken: 'إن كنت لا تعرف ما هذا فلا تفعل شيئًا: لا يحدث شيء من دونك.',
  },
  zh: {
    subject: '{issuer} 向您颁发了凭证：{title}',
    greeting: '恭喜！',
    earned: '{issuer} 向您颁发了“{title}”。',
    claim: '请在此领取、保存，并决定谁可以看到它：',
    button: '领取我的凭证',
    keep: '此链接仅供您本人使用。要向他人展示凭证，请分享凭证页面，而不是这封邮件。',
    mistaken: '如果您不清楚这是什么，无需任何操作：没有您的确认，什么都不会发生。',
  },
}
