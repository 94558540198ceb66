import type { RequiredSecret, SecretSource } from '../plan';
import type { RecoveryStep } from './recovery';

/** What a protection is told of its surroundings to write its section. */
export interface RunbookContext {
  /** The Secrets that its cluster needs. */
  readonly secrets: readonly SuppliedSecret[];
}

/** A Secret, and where in the repository it is. */
export interface SuppliedSecret extends RequiredSecret {
  /** Its encrypted file in the repository. @default - it does not come from Git */
  readonly file?: string;
}

/** The Secrets of one namespace that a construct uses. */
export function secretsOf(
  { secrets }: RunbookContext,
  { namespace, usedBy }: { readonly namespace: string; readonly usedBy: string },
): readonly SuppliedSecret[] {
  return secrets.filter((secret) => secret.namespace === namespace && secret.usedBy.includes(usedBy));
}

/**
 * Brings Secrets back that were lost with their namespace, while the folder they come from is not delivered. Empty where there
 * are none.
 */
export function secretsStep(secrets: readonly SuppliedSecret[]): readonly RecoveryStep[] {
  if (secrets.length === 0) return [];
  return [
    {
      title: 'Bring the Secrets back',
      text: [
        'Nothing below works without them.',
        ...secrets
          .filter(({ file }) => file === undefined)
          .map(
            ({ name, keys, source }) =>
              `${name} (${keys.map(({ key }) => key).join(', ')}): ${supplierOf(source)}.`,
          ),
      ],
      commands: [
        ...secrets.flatMap(({ file, namespace }) =>
          file === undefined
            ? []
            : [`sops --decrypt ${file} | kubectl apply --namespace ${namespace} --filename -`],
        ),
        ...secrets.map(({ name, namespace }) => `kubectl get secret ${name} --namespace ${namespace}`),
      ],
    },
  ];
}

function supplierOf(source: SecretSource): string {
  switch (source.kind) {
    case 'existing':
      return 'whoever made it makes it again; nothing in Git does';
    case 'bootstrap':
      return 'the platform stack makes it again';
    case 'sops':
      return `decrypt ${source.file} and apply it`;
    case 'external-secret':
      return `the External Secrets operator makes it from ${source.storeKind} ${source.store}, once its ExternalSecret is delivered`;
    case 'ceph-object-store-user':
      return `Rook makes it for the user ${source.user} of ${source.store}, once its CephObjectStoreUser is delivered`;
  }
}
