/** An endpoint's signing secrets, sealed and bound to the endpoint. */
import type { Deps } from '../deps.ts'
import type { SealedWebhookSecret } from '../storage/webhook-endpoints.ts'

type SecretDeps = Pick<Deps, 'vault' | 'webhookStores'>

export async function sealWebhookSecret(
  { vault }: Pick<Deps, 'vault'>,
  endpointId: string,
  secret: string,
  now: Date,
): Promise<SealedWebhookSecret> {
  const id = crypto.randomUUID()
  return {
    id,
    endpointId,
    sealed: await vault.seal(secret, contextOf(endpointId, id)),
    createdAt: now.toISOString(),
  }
}

/** All that are good now: two while a rotation overlaps, so that the receiver can change over in its own time. */
export async function openWebhookSecrets(
  { vault, webhookStores }: SecretDeps,
  endpointId: string,
  now: Date,
): Promise<string[]> {
  const sealed = await webhookStores.webhookEndpoints.secrets(endpointId, now.toISOString())
  return Promise.all(sealed.map((secret) => vault.open(secret.sealed, contextOf(endpointId, secret.id))))
}

function contextOf(endpointId: string, id: string): string {
  return `webhook-secret:${endpointId}:${id}`
}
