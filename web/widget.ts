/** `/widget.js`: registers `<verify-badge>`. Leaves no globals; a second copy on the same page does nothing. */
import { VerifyBadge } from './widget/verify-badge.ts'

if (!customElements.get('verify-badge')) customElements.define('verify-badge', VerifyBadge)
