/** Profile and Image of Open Badges 3.0. Pure. */
import type { JsonObject } from '../json.ts'
import type { ImageDescription, ProfileDescription } from './description.ts'
import { present } from './present.ts'

/** `id` is the issuer's DID. */
export function buildProfile(id: string, profile: ProfileDescription): JsonObject {
  const { name, url, description, email, phone, image } = profile
  return present({
    id,
    type: ['Profile'],
    name,
    url,
    description,
    email,
    phone,
    image: image && buildImage(image),
  })
}

export function buildImage({ url, caption }: ImageDescription): JsonObject {
  return present({ id: url, type: 'Image', caption })
}
