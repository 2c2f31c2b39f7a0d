declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
  }
}

/** The specifications' vectors by path below `shared/` (e.g. `vectors/standard-webhooks/vectors.json`), or undefined where that folder is absent. */
declare module 'virtual:vectors' {
  const vectors: Record<string, string> | undefined
  export default vectors
}

declare module '*.md?raw' {
  const text: string
  export default text
}

/** What the CloudEvents SDK sends: test/support/cloudevents-plugin.ts. */
declare module 'virtual:cloudevents' {
  const sent: import('./support/cloudevents-plugin.ts').SentCloudEvent[]
  export default sent
}
