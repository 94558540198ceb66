import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { RecoveryPlan, RequiredSecret } from '../../lib/plan';
import { secretId } from '../plan/secret-values';
import type { IdentityRights, StorageTool } from './policies/rights';

/** Who gets a key to a store: the holder of one Secret, or the snapshots of one cluster. */
export interface StorageIdentity {
  /** `cluster/namespace/name` of the Secret, or `cluster/etcd-snapshots`. */
  readonly id: string;
  /** Identity of the store, `endpoint/bucket`. */
  readonly store: string;
  readonly bucket: string;
  /** Prefixes below the bucket, without slashes at the ends; empty for the bucket itself. */
  readonly prefixes: readonly string[];
  readonly rights: IdentityRights;
  readonly tool: StorageTool;
  /** The Secret it is for; absent for what k3s is told in its configuration. */
  readonly secret?: RequiredSecret;
}

/** Where k3s puts the etcd snapshots of one cluster. */
export interface EtcdSnapshotPlace {
  readonly cluster: string;
  /** Identity of the store, `endpoint/bucket`, as the plan has it. */
  readonly store: string;
  readonly bucket: string;
  /** Folder in the bucket, without slashes at the ends; one for each cluster. */
  readonly folder: string;
}

/** Which tool writes the archives of a kind of protection. A kind that is not listed gets the rights all of them need. */
const TOOL_OF_KIND: Readonly<Record<string, StorageTool>> = {
  PostgresCluster: 'cloudnative-pg',
  NamespaceBackup: 'velero',
  EtcdSnapshots: 'k3s',
};

/**
 * One identity for each Secret of the plan that opens a store, whatever its source: a Secret that moved into Git keeps its
 * key. And one for the etcd snapshots of each cluster. `RST936` where one Secret is used by two tools.
 */
export function identitiesOf(
  plan: RecoveryPlan,
  etcdSnapshots: readonly EtcdSnapshotPlace[] = [],
): { readonly identities: readonly StorageIdentity[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const identities = plan.requiredSecrets.flatMap((secret): StorageIdentity[] => {
    const { grants } = secret;
    // Rook makes the users of Ceph's object gateway itself.
    if (grants === undefined || secret.source.kind === 'ceph-object-store-user') return [];
    const tools = toolsOf(plan, secret);
    if (tools.length > 1) problems.push(sharedKeys(secret, tools));
    const { store, bucket, prefixes } = grants;
    const tool = tools[0] ?? 'other';
    return [{ id: secretId(secret), store, bucket, prefixes, rights: rightsFor(secret), tool, secret }];
  });
  const snapshots = etcdSnapshots.map(({ cluster, store, bucket, folder }): StorageIdentity => {
    return {
      id: `${cluster}/etcd-snapshots`,
      store,
      bucket,
      prefixes: [folder],
      rights: 'write',
      tool: 'k3s',
    };
  });
  return { identities: [...identities, ...snapshots], problems };
}

function toolsOf(plan: RecoveryPlan, { grants }: RequiredSecret): StorageTool[] {
  if (grants === undefined) return [];
  if (grants.access === 'append-only') return ['evidence'];
  const tools = plan.protections
    .filter(({ backup: { archive } }) => {
      const place = [archive.prefix, archive.serverName ?? ''].filter((part) => part !== '').join('/');
      return archive.store === grants.store && grants.prefixes.includes(place);
    })
    .map(({ kind }) => TOOL_OF_KIND[kind] ?? 'other');
  return [...new Set(tools)];
}

/** A drill reads what a writer wrote; what its tool insists on writing is part of its rights. */
function rightsFor({ roles, grants }: RequiredSecret): IdentityRights {
  if (grants?.access === 'append-only') return 'append';
  if (roles.includes('archive-writer')) return 'write';
  if (roles.includes('archive-reader')) return 'drill';
  return grants?.access === 'read-write' ? 'write' : 'read';
}

function sharedKeys(secret: RequiredSecret, tools: readonly StorageTool[]): Problem {
  return problem(stacksPlatformProblems.storageKeysShared, {
    path: 'plan',
    property: `requiredSecrets["${secretId(secret)}"]`,
    value: tools.join(', '),
    reason: `it is used by ${secret.usedBy.join(', ')}, with different tools`,
  });
}
