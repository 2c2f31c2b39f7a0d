/** The Worker's bindings (wrangler.toml), variables and secrets. Hand-written so that the queue's body is typed. */
interface Env extends Cloudflare.Env {}

declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import('./index')
  }
  interface Env {
    DB: D1Database
    PUBLISHED: KVNamespace
    JOBS: Queue<import('./jobs').Job>
    ASSETS: Fetcher
    VERIFY_LIMIT: RateLimit
    REFUSED_LIMIT: RateLimit
    /** Cloudflare Email Service. Used where MAIL_FROM is set. */
    EMAIL?: SendEmail
    /** The address that mail to learners comes from, of a domain onboarded to Email Service. Without it no mail is sent. */
    MAIL_FROM?: string
    /** How many mails to learners an issuer may ask for in a day; 5,000 where absent. See worker/issuing/mail-bounds.ts. */
    MAILS_PER_ISSUER_A_DAY?: string
    /** Days, or `forever`: what vendors sent that came to nothing (365), messages to webhooks (90), the audit log (forever). */
    VENDOR_EVENTS_KEPT_DAYS?: string
    WEBHOOKS_KEPT_DAYS?: string
    AUDIT_KEPT_DAYS?: string
    /** `https://host[:port]`, no slash at the end: where this deployment is reached, and the root of its did:web DIDs. */
    PUBLIC_ORIGIN: string
    /** JSON list of trust registries that verification asks: see worker/http/verifier.ts. */
    TRUST_REGISTRIES?: string
    /** Resolver that the names of strangers' hosts are looked up with (JSON form); `off`: none. See worker/http/judge-name.ts. */
    DNS_OVER_HTTPS?: string
    /** `off` takes the VC API (/vc-api) away. */
    VC_API?: string
    /** Secret. Bearer token of the operator, who makes issuers. At least 24 characters. */
    OPERATOR_TOKEN: string
    /** Secret. base64url of 32 random bytes: the AES-GCM key that encrypts issuers' private keys and vendors' secrets. */
    KEY_ENCRYPTION_KEY: string
  }
}
