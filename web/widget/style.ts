/**
 * The card's look. A constructed sheet: it needs no `unsafe-inline` from the page that embeds it. Custom properties
 * that a page may set: --verify-badge-background, -color, -soft-color, -border-color, -radius, -font, -title-font.
 * Each size has its height from the start, so nothing moves when the verdict arrives.
 */
const LIGHT = `
  --_paper: #fffdf9; --_ink: #201b15; --_soft: #574f43; --_line: #e2d9c8; --_focus: #1f4f9c;
  --_valid: #1b6a3c; --_red: #a5231a; --_wine: #7c1c43; --_ochre: #7d5200; --_plum: #653a86; --_slate: #2d527f; --_ash: #57524a;
  color-scheme: light;`
const DARK = `
  --_paper: #211c17; --_ink: #f4ecde; --_soft: #c5baa8; --_line: #3a3229; --_focus: #9cc2ff;
  --_valid: #86cf9f; --_red: #ff9c8c; --_wine: #f59bb9; --_ochre: #eabf63; --_plum: #d0abec; --_slate: #9fc3ec; --_ash: #c0b6a7;
  color-scheme: dark;`

const CSS = `
:host { display: inline-block; box-sizing: border-box; vertical-align: top; inline-size: 340px; max-inline-size: 100%;
  block-size: 132px; contain: layout style; ${LIGHT} }
:host([hidden]) { display: none }
:host([size="small"]) { inline-size: 260px; block-size: 72px }
:host([size="large"]) { inline-size: 260px; block-size: 356px }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
* { box-sizing: border-box }
[hidden] { display: none !important }
.card { --_tone: var(--_ash); position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: center;
  gap: 14px; block-size: 100%; padding: 12px 14px; overflow: hidden; text-decoration: none;
  font: 14px/1.4 var(--verify-badge-font, system-ui, sans-serif);
  color: var(--verify-badge-color, var(--_ink)); background: var(--verify-badge-background, var(--_paper));
  border: 1px solid var(--verify-badge-border-color, var(--_line)); border-radius: var(--verify-badge-radius, 14px) }
.card:hover { border-color: var(--_tone) }
.card:focus-visible { outline: 3px solid var(--_focus); outline-offset: 2px }
.card[data-state="valid"] { --_tone: var(--_valid) }
.card[data-state="expired"], .card[data-state="not-yet-valid"] { --_tone: var(--_ochre) }
.card[data-state="revoked"] { --_tone: var(--_wine) }
.card[data-state="suspended"] { --_tone: var(--_plum) }
.card[data-state="tampered"], .card[data-state="issuer-mismatch"], .card[data-state="malformed"],
.card[data-state="recipient-mismatch"] { --_tone: var(--_red) }
.card[data-state="unknown-issuer"], .card[data-state="unsigned"] { --_tone: var(--_slate) }
.picture { inline-size: 96px; block-size: 96px; object-fit: contain }
svg.picture { padding: 10px; color: var(--verify-badge-soft-color, var(--_soft)) }
.card:not([data-state="valid"], [data-state="checking"]) .picture { filter: grayscale(1); opacity: .5 }
.text { display: grid; grid-template-rows: 1fr auto auto; gap: 2px; min-inline-size: 0; align-self: stretch; padding-block: 8px }
.title { font: 600 16px/1.25 var(--verify-badge-title-font, "Iowan Old Style", Palatino, "Noto Serif", Georgia, serif);
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2; overflow: hidden; align-self: end }
.card[data-state="checking"] .title { visibility: hidden }
.issuer { min-block-size: 1.4em; color: var(--verify-badge-soft-color, var(--_soft)); white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.verdict { display: flex; align-items: center; gap: 6px; color: var(--_tone); font-weight: 600; white-space: nowrap; overflow: hidden }
.when { color: var(--verify-badge-soft-color, var(--_soft)); font-weight: 400; font-size: 12px; overflow: hidden; text-overflow: ellipsis }
.sign, svg.picture { flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.sign { inline-size: 18px; block-size: 18px }
:host([size="small"]) .card { padding: 8px 10px; gap: 10px }
:host([size="small"]) .text { padding-block: 4px }
:host([size="small"]) .picture { inline-size: 52px; block-size: 52px }
:host([size="small"]) svg.picture { padding: 4px }
:host([size="small"]) .title { -webkit-line-clamp: 1; line-clamp: 1; font-size: 15px }
:host([size="small"]) .issuer, :host([size="small"]) .when { display: none }
:host([size="large"]) .card { grid-template: minmax(0, 1fr) auto / 1fr; justify-items: center; text-align: center; padding: 18px }
:host([size="large"]) .picture { inline-size: 190px; block-size: 190px }
:host([size="large"]) .text { justify-items: center; inline-size: 100%; block-size: 100px; padding-block: 0 }
:host([size="large"]) .issuer { max-inline-size: 100% }
@media (prefers-reduced-motion: no-preference) {
  .card[data-state="checking"] .sign { animation: turn 2.4s linear infinite; transform-origin: center }
  @keyframes turn { to { rotate: 1turn } }
}
@media (forced-colors: active) { .card { border-color: LinkText } }
@media print { .sign { animation: none !important } }
`

let sheet: CSSStyleSheet | undefined

export function widgetSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS.replaceAll(/\s+/g, ' '))
  }
  return sheet
}
