/** English texts of a credential's page and the pages around it. `{name}` is a placeholder. Words match the verify page's. */
export const en = {
  skip: 'Skip to the credential',
  'nav-verify': 'Verify a credential',
  'nav-api': 'For developers',
  footer: 'Laurel issues and verifies micro-credentials on open standards. No cookies, no tracking.',

  'word-valid': 'Valid',
  'word-expired': 'Expired',
  'word-not-yet-valid': 'Not valid yet',
  'word-revoked': 'Revoked',
  'word-suspended': 'Suspended',
  'word-tampered': 'Changed or forged',
  'word-issuer-mismatch': 'Wrong issuer',
  'word-malformed': 'Not in order',
  'word-recipient-mismatch': 'Someone else’s',
  'word-unknown-issuer': 'Issuer unknown',
  'word-not-checked': 'Not fully checked',
  'word-unsupported': 'Cannot be checked here',
  'word-unsigned': 'Not proven',

  'sentence-valid': 'Issued by {issuer}, who control {domain}, on {date}. Not revoked: checked just now.',
  'sentence-valid-claimed': 'Signed with a key of {issuer} on {date}. Not revoked: checked just now.',
  'sentence-expired': 'It was valid until {until}. Its signature is good: {issuer} issued it on {date}.',
  'sentence-not-yet-valid': 'It becomes valid on {from}. Its signature is good: {issuer} issued it.',
  'sentence-revoked': '{issuer} took this credential back{on}. Do not rely on it.',
  'sentence-suspended': '{issuer} put this credential on hold{on}. Do not rely on it for now.',
  'sentence-tampered':
    'It was changed after it was signed, or the signature is not the issuer’s. Do not rely on it.',
  'sentence-issuer-mismatch':
    'It was signed by somebody else than the issuer that it names. Do not rely on it.',
  'sentence-malformed': 'A part that must be there is missing or wrong.',
  'sentence-recipient-mismatch': 'It was issued to somebody else.',
  'sentence-unknown-issuer':
    'The issuer’s key could not be found. This is no proof of a forgery; try again later.',
  'sentence-not-checked':
    'Something that decides it could not be reached. This is no proof of a forgery; the list below says what is missing.',
  'sentence-unsupported': 'It is secured in a way that cannot be checked here.',
  'sentence-unsigned': 'It carries no signature: anyone could have written it.',
  'state-on': ' on {date}',
  'state-reason': 'Reason given: {reason}',

  'checked-by-server': 'Checked by this server, {when}',
  'device-pending': 'Your own browser is checking it too …',
  'device-same': 'Your own browser comes to the same result.',
  'device-open': 'Your own browser could not finish the check.',
  'device-differs':
    'Your own browser comes to another result than this server. Rely on neither until you know why.',

  issued: 'Issued',
  'issued-by': 'Issued by',
  'issued-to': 'Issued to',
  expires: 'Valid until',
  'no-expiry': 'Does not expire',
  'expired-on': 'Expired',
  credits: 'Credits',
  proven: 'Control of {domain} is proven',
  'claimed-only': 'The name is the issuer’s own claim',

  about: 'What it stands for',
  criteria: 'What it took to earn',
  'criteria-link': 'The criteria on the issuer’s site',
  skills: 'Skills and standards',
  results: 'Results',
  'result-scale': 'scale {min} to {max}',
  'result-required': 'required: {required}',
  evidence: 'Evidence',
  narrative: 'About this award',
  endorsements: 'Endorsements',
  'endorsed-by': 'Endorsed by {name}',
  tags: 'Topics',
  issuer: 'The issuer',
  'issuer-site': 'Website',

  checks: 'What was checked',
  'checks-lead': 'Cryptography, not a look into our own database: anyone can repeat it elsewhere.',
  'outcome-success': 'Good',
  'outcome-failure': 'Bad',
  'outcome-indeterminate': 'Not known',
  'outcome-skipped': 'Does not apply',
  'check-parse': 'Readable',
  'check-structure': 'Complete and well formed',
  'check-proof': 'Signature',
  'check-issuer': 'The issuer’s own key',
  'check-validity': 'Dates',
  'check-status': 'Revocation',
  'check-suspension': 'Suspension',
  'check-schema': 'Schema',
  'check-recipient': 'Recipient',
  'check-registry': 'Listed in a registry',
  'check-domain-linkage': 'Domain confirmed',
  'check-endorsement': 'Endorsement',
  'check-nested': 'Credential inside',
  'check-achievement': 'Achievement as published',
  'check-image': 'Picture',
  'check-related-resource': 'Related file',
  'check-refresh': 'Newer version',
  technical: 'Technical details',
  raw: 'The credential as it was signed',

  share: 'Share',
  'linkedin-add': 'Add to LinkedIn',
  'linkedin-copy': 'LinkedIn did not fill the form? Copy from here',
  'share-on': 'Share on {name}',
  'share-mail': 'Send by e-mail',
  copy: 'Copy',
  'copy-link': 'Copy link',
  copied: 'Copied',
  download: 'Download',
  'download-png': 'Picture (PNG)',
  'download-svg': 'Picture (SVG)',
  'download-json': 'Credential (JSON)',
  'download-jwt': 'Credential (JWT)',
  'download-pdf': 'Certificate, A4 (PDF)',
  'download-pdf-letter': 'Certificate, Letter (PDF)',
  'download-note':
    'Pictures and certificates carry the signed credential inside: drop one on the verify page.',
  'pdf-earned': 'has earned',
  'pdf-check':
    'Check this certificate live with the code, or drop the PDF file at {host}/verify: the signed credential is inside it.',
  'pdf-not-drawn':
    'A name is in a script that this certificate has no letters for. It stands in the credential inside, and on the page.',
  qr: 'QR code to this live check',
  embed: 'Show it on your site',
  'embed-widget': 'Live widget',
  'embed-iframe': 'Frame, where scripts are not allowed',
  'embed-image': 'Picture that says its state, for HTML',
  'embed-markdown': 'The same for README files',
  'embed-mail': 'E-mail signature',
  unlisted: 'Unlisted: only who has this link sees it; search engines do not.',

  'not-found-title': 'There is no credential at this address',
  'not-found':
    'Perhaps a part of the link was lost when it was copied. Compare it with the original, or ask the holder for it again.',
  'not-found-file':
    'Have you got the credential as a file, a picture or a PDF? It can be checked without any link:',
  'withdrawn-title': 'The holder does not show this credential now',
  withdrawn:
    'Whoever earned it has withdrawn its page. That says nothing about whether it is valid. Ask them for it: the file or picture that they have can be checked here.',
  'erased-title': 'This credential was erased',
  erased: 'Its content was removed for good, at the request of the person it was about.',

  'claim-title': 'A credential for you',
  'claim-lead': '{issuer} has issued you “{title}”.',
  'claim-button': 'Claim it',
  'claim-look': 'Look at it first',
  'claim-note':
    'Claiming says that it reached you. It costs nothing, needs no account, and shows your credential to nobody.',
  'claim-done': 'It is yours. Keep a copy of your own, too.',
  'keep-title': 'Your credential',
  'keep-lead':
    '“{title}” stays with you: show its page, or keep it as a file that anyone can check anywhere.',
  'keep-page': 'Open and share the page',
  'keep-wallet': 'To move it to a wallet, import the JSON or JWT file there.',

  'holder-title': 'Who may see your credential?',
  'holder-lead':
    'This link is yours alone: with it, you decide how “{title}” is shown. Do not share it; share the page itself.',
  'holder-public': 'Public',
  'holder-public-help':
    'Search engines may list the page. If the credential states your name, previews of the link show it.',
  'holder-unlisted': 'Unlisted',
  'holder-unlisted-help':
    'Whoever has the link sees the page. Search engines do not list it, and previews do not name you.',
  'holder-withdrawn': 'Withdrawn',
  'holder-withdrawn-help':
    'Nobody sees the page. Files that you gave to others can still be checked. You can show it again at any time.',
  'holder-save': 'Save',
  'holder-saved': 'Saved. The page is now: {visibility}.',
  'holder-refused-title': 'This link does not open anything',
  'holder-refused': 'It may be incomplete, or a newer one replaced it. Ask the issuer for a new link.',
} as const

export type PageMessages = Record<keyof typeof en, string>
export type PageMessageKey = keyof typeof en

/** Texts of one language with their placeholders filled. */
export type Translate = (key: PageMessageKey, params?: Record<string, string | number>) => string
