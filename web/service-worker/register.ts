/** Registers the service worker, under the page's one Trusted Types policy: it lets this one script address through. */

const SCRIPT = '/service-worker.js'

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => string
  }
}

export async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('laurel', {
    createScriptURL: (url) => {
      if (url !== SCRIPT) throw new TypeError('Not a script of this page')
      return url
    },
  })
  // Private windows and old settings refuse it; the page then works online only.
  await navigator.serviceWorker
    .register(policy?.createScriptURL(SCRIPT) ?? SCRIPT, { type: 'module' })
    .catch(() => undefined)
}
