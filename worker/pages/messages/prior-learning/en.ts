/** English texts of the page where a learner brings a badge from elsewhere, and of its mail. Served, not part of the Worker. */
export const en = {
  invite: 'Earned one of these elsewhere? Bring the badge',
  'invite-holder': '{issuer} recognises badges from elsewhere. Bring one',

  title: 'Bring a badge from elsewhere',
  lead: 'You earned a badge somewhere else? {issuer} may recognise it. It is checked here, by its signature; no account is needed.',
  given: 'Link to the badge, or the badge as text',
  'given-help': 'The web address of the badge or of a page that shows it; or paste the badge itself.',
  file: 'Or the badge as a file',
  'file-help': 'PNG, SVG, PDF, JSON or JWT, up to 10 MB.',
  email: 'The e-mail address that the badge was given to',
  'email-help': 'It counts for this address, and {issuer} sees the address.',
  submit: 'Check the badge',
  'note-mail':
    'If the badge counts here, a link goes to this address, so that nobody else uses your badge. Nothing counts before you open it.',
  'note-holder':
    'You came by the link of one of your credentials. For the address of that credential, no mail is needed.',
  'no-mail':
    'No mail goes out from here: open this page from the claim link of a credential that {issuer} gave you.',

  'error-nothing': 'Give a link, a text, or a file.',
  'error-both': 'Give either a link or text, or a file, not both.',
  'error-email': 'Give the e-mail address that the badge was given to, such as ada@example.org.',
  'error-too-large': 'That is too large: up to 10 MB are read.',
  'error-too-many': 'Too many tries from here. Wait a minute, then try again.',
  'error-mails':
    'Several links went to this address today already. Open the newest one, or try again tomorrow.',
  'error-mail': 'The mail could not be sent just now. Try again in a few minutes.',

  'off-title': 'No badges are brought here',
  off: 'Perhaps a part of the link is missing, or the issuer closed this page. Ask the issuer.',

  'sent-title': 'Look into your mailbox',
  sent: 'The badge “{title}” is good and counts at {issuer}. To see that the address is yours, a link was mailed to it. It can be used once, within {minutes} minutes.',
  'sent-nothing': 'Nothing has come? Look among the spam, or bring the badge once more.',

  'confirm-title': 'Is this your badge?',
  confirm: 'With your yes, {issuer} recognises the badge for {email}.',
  'confirm-button': 'Yes, recognise it',
  'confirm-note': 'If you did not ask for this, close the page: nothing happens.',
  'over-title': 'This link opens nothing any more',
  over: 'It was used already, or its time is over. You can bring the badge again.',

  'issued-title': 'Recognised: you have a new credential',
  issued: '{issuer} recognised “{title}” and issued you:',
  'had-title': 'You have the credential for it already',
  had: '{issuer} recognised “{title}” before. You have:',
  'held-title': 'Recognised, and waiting for approval',
  held: 'Somebody at {issuer} has to approve it. Your credential is issued then; bring the badge again to see how it stands.',
  'pathways-title': 'Recognised: it counts',
  pathways: '{issuer} recognised “{title}”. It counts towards:',
  'working-title': 'Taken, and being worked on',
  working:
    'The badge was taken, and the work on it goes on by itself. Bring it again in some minutes to see how it stands.',
  'open-credential': 'Open and keep “{title}”',
  'counts-too': 'It also counts towards:',

  'not-title': 'It does not count here',
  'not-valid': 'The badge did not pass the check.',
  'not-checked': 'The badge could not be checked to the end. Try again later.',
  'not-yours':
    'It was not given to this address, or it does not say to whom it was given. Give the address that the badge was given to.',
  several: 'There is more than one credential in it. Bring them one by one.',
  'no-achievement': 'It does not name an achievement that could be recognised.',
  'no-rule': 'It is a good badge, but {issuer} does not recognise “{title}”.',
  declined: 'Somebody at {issuer} decided against it.',
  revoked: '{issuer} had issued a credential for it and took that back.',
  'not-counted': '{issuer} does not recognise it as it stands.',
  'badge-too-large': 'The badge is too large to be recognised on this page. Send it to {issuer}.',
  'unmet-completed-too-early': 'It was earned too early for {issuer}.',
  'unmet-completed-too-late': 'It was earned too late for {issuer}.',
  'unmet-group-not-accepted': 'It comes from a source that {issuer} does not accept.',
  'unmet-validity-over': 'It was earned too long ago.',
  'unmet-result': '{issuer} asks for a score or grade, which the badge does not show.',
  again: 'Bring another badge',

  'mail-subject': '{issuer}: confirm that a badge is yours',
  'mail-lead':
    'Somebody, probably you, asked {issuer} to recognise a badge that was given to this address. Say whether it is yours:',
  'mail-button': 'Confirm my badge',
  'mail-note': 'The link can be used once, within {minutes} minutes. Do not share it.',
  'mail-mistaken': 'If it was not you, do nothing: nothing happens without you.',
} as const

export type PriorLearningTexts = Record<keyof typeof en, string>
