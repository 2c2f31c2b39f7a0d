/** A connection's secrets, sealed under the key-encryption key and bound to their connection: moved elsewhere they do not open. */
import type { Deps } from '../deps.ts'
import type { SealedSecret } from '../storage/connections.ts'

type VaultDeps = Pick<Deps, 'vault'>

export async function sealSecret(
  { vault }: VaultDeps,
  connectionId: string,
  role: SealedSecret['role'],
  secret: string,
  now: Date,
): Promise<SealedSecret> {
  const id = crypto.randomUUID()
  const sealed = await vault.seal(secret, contextOf(connectionId, id))
  return { id, connectionId, role, sealed, createdAt: now.toISOString(), expiresAt: null }
}

/** Those of a role, in clear. For this request only: never logged, never answered. */
export async function openSecrets(
  { vault }: VaultDeps,
  secrets: SealedSecret[],
  role: SealedSecret['role'],
): Promise<string[]> {
  const wanted = secrets.filter((secret) => secret.role === role)
  return Promise.all(
    wanted.map(({ connectionId, id, sealed }) => vault.open(sealed, contextOf(connectionId, id))),
  )
}

function contextOf(connectionId: string, id: string): string {
  return `connection-secret:${connectionId}:${id}`
}
