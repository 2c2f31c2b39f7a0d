/** Each route module's operations, in the order of the reference. Pure. */
import type { Operation } from '../openapi.ts'
import { achievementOperations } from '../routes/achievements.ts'
import { apiKeyOperations } from '../routes/api-keys.ts'
import { credentialPageOperations } from '../routes/credential-page-api.ts'
import { credentialOperations } from '../routes/credentials-api.ts'
import { documentOperations } from '../routes/documents.ts'
import { healthOperations } from '../routes/health.ts'
import { issuerKeyOperations } from '../routes/issuer-keys.ts'
import { issuerPresentationOperations } from '../routes/issuer-presentation.ts'
import { issuerOperations } from '../routes/issuers.ts'
import { oid4vciOperations } from '../routes/oid4vci-operations.ts'
import { pathwayOperations } from '../routes/pathway-operations.ts'
import { publicCredentialOperations } from '../routes/public-credential.ts'
import { publicIssuerOperations } from '../routes/public-issuer.ts'
import { publicPathwayOperations } from '../routes/public-pathway.ts'
import { vcApiOperations } from '../routes/vc-api-operations.ts'
import { vendorRoomOperations } from '../routes/vendor-room.ts'
import { verifyOperations } from '../routes/verify.ts'
import { walletOfferOperations } from '../routes/wallet-offers.ts'

export const operations: readonly Operation[] = [
  ...verifyOperations,
  ...documentOperations,
  ...issuerOperations,
  ...apiKeyOperations,
  ...issuerKeyOperations,
  ...achievementOperations,
  ...credentialOperations,
  ...pathwayOperations,
  ...vendorRoomOperations,
  ...credentialPageOperations,
  ...issuerPresentationOperations,
  ...walletOfferOperations,
  ...oid4vciOperations,
  ...publicIssuerOperations,
  ...publicPathwayOperations,
  ...publicCredentialOperations,
  ...vcApiOperations,
  ...healthOperations,
]
