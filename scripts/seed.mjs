export async function seedDemo(origin) {
  return { valid: origin, expired: origin, revoked: origin, suspended: origin }
}
