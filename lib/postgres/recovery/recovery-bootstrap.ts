import type { ClusterSpec } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import type { Archive, Credentials, S3Keys } from '../../storage';
import { BARMAN_PLUGIN, barmanPlace, barmanReadingFields } from '../barman';
import { pluginParameters } from '../plugin-parameters';
import type { RecoveryTarget } from './recovery-target';

/** What `bootstrap.recovery` and its external cluster are made of. */
export interface RecoveryBootstrapInput {
  readonly archive: Archive;
  readonly credentials: Credentials<S3Keys>;
  readonly method: 'plugin' | 'inTree';
  /** ObjectStore in the namespace of the new Cluster; only with the plugin. */
  readonly objectStore: string;
  readonly database: string;
  readonly owner: string;
  /** Secret with the owner's password. @default - the operator makes one */
  readonly secret?: string;
  readonly target: RecoveryTarget;
}

/** Name by which the new Cluster calls what it comes from. */
const SOURCE = 'source';

/**
 * The fields of a Cluster's spec that recover it from an archive. Database and owner are always said: left out, the
 * operator makes an empty database `app`, and the Cluster is healthy (seen with CloudNativePG 1.30).
 */
export function recoveryBootstrap(
  input: RecoveryBootstrapInput,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  const { archive, database, owner, secret, target } = input;
  return {
    bootstrap: {
      recovery: {
        source: SOURCE,
        database,
        owner,
        ...(secret !== undefined && { secret: { name: secret } }),
        ...(target.spec !== undefined && { recoveryTarget: { ...target.spec } }),
      },
    },
    externalClusters: [
      {
        name: SOURCE,
        ...(input.method === 'plugin'
          ? {
              plugin: {
                name: BARMAN_PLUGIN,
                parameters: pluginParameters(input.objectStore, archive),
              },
            }
          : {
              barmanObjectStore: {
                ...barmanPlace(archive, input.credentials),
                ...barmanReadingFields(archive.store),
                ...(archive.serverName !== undefined && { serverName: archive.serverName }),
              },
            }),
      },
    ],
  };
}
