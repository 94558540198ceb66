import type { Construct } from 'constructs';
import type { BackupStore } from '../storage';
import { requireSecret } from './require-secret';

/** Declares the Secret with the certificates of a store that is not trusted publicly. */
export function requireStoreCertificates(
  scope: Construct,
  store: BackupStore,
  namespace: string,
  usedBy = scope,
): void {
  const credentials = store.certificateAuthority;
  if (credentials !== undefined) requireSecret(scope, { namespace, credentials, role: 'store-ca', usedBy });
}
