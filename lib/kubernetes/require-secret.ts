import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { FluxFolder } from '../flux/flux-folder';
import { PrunePolicy } from '../flux/prune-policy';
import type { SecretRole, StorageGrant } from '../plan';
import { inspectSealedFile, SecretUses, type Credentials } from '../storage';
import { KubernetesCluster } from './kubernetes-cluster';
import { managedLabels } from './labels';

/** A Secret that something needs in a namespace. */
export interface SecretRequirement {
  readonly namespace: string;
  readonly credentials: Credentials;
  readonly role: SecretRole;
  /** @default - they are no storage credentials */
  readonly grant?: StorageGrant;
  /** Values of keys that are no secret, by what they hold. @default - none */
  readonly expected?: Readonly<Partial<Record<string, string>>>;
  /**
   * Construct that needs it, where it is not the one in whose folder the Secret stands.
   *
   * @default - the scope
   */
  readonly usedBy?: Construct;
}

const made = new WeakMap<KubernetesCluster, Set<string>>();

/**
 * Declares that a Secret is needed, and makes what brings it into being: an ExternalSecret, a CephObjectStoreUser, or the
 * reference to its encrypted file. Those stand in the folder of the first one that needs the Secret.
 */
export function requireSecret(scope: Construct, requirement: SecretRequirement): void {
  const { namespace, credentials, role, grant, expected, usedBy = scope } = requirement;
  const cluster = KubernetesCluster.findOf(scope);
  SecretUses.of(usedBy).declare({
    cluster: cluster.name,
    namespace,
    credentials,
    role,
    usedBy: usedBy.node.path,
    ...(grant !== undefined && { grant }),
    ...(expected !== undefined && { expected }),
  });
  const known = made.get(cluster) ?? new Set<string>();
  made.set(cluster, known);
  const identity = `${namespace}/${credentials.identity}`;
  if (known.has(identity)) return;
  known.add(identity);

  const folder = FluxFolder.findOf(scope);
  for (const { apiVersion, kind, metadata, spec } of credentials.manifests(namespace)) {
    const object = new ApiObject(folder, `${kind}-${namespace}-${metadata.name}`, {
      apiVersion,
      kind,
      metadata: { ...metadata, labels: managedLabels() },
      spec,
    });
    // It owns the Secret: pruned, it takes the Secret along.
    PrunePolicy.protect(object);
  }
  const file = credentials.sopsFileNeeded;
  const expectation = credentials.sealedFile(namespace);
  if (file !== undefined && expectation !== undefined) {
    folder.keepFile({ file, owner: usedBy, inspect: (text) => inspectSealedFile(text, expectation) });
  }
}
