import { describe, expect, it } from '@jest/globals';
import { HetznerK3sCluster, type HetznerK3sClusterArgs } from '../../../../stacks/cluster/component';
import { runMocked } from '../../mock-engine';
import { BARE, make, outputs, SAFEOPS, secretOf, SNAPSHOTS } from './made-cluster';

/** What a component refuses, as places; and what it registered before. */
async function refusal(args: HetznerK3sClusterArgs) {
  let refused: unknown;
  const run = await runMocked(
    () => {
      try {
        new HetznerK3sCluster(args);
      } catch (error) {
        refused = error;
      }
      return {};
    },
    { outputs },
  );
  const { errors = [] } = refused as { errors?: readonly { propertyPath: string; reason: string }[] };
  return { places: errors.map(({ propertyPath }) => propertyPath), errors, registered: run.resources };
}

describe('a description with errors', () => {
  it('is refused before any resource is made, with everything that is wrong', async () => {
    const { places, registered } = await refusal({
      ...SAFEOPS,
      controlPlanes: { cp: { serverType: 'cx33', count: 2 } },
      etcdBackup: { store: { endpoint: 'https://s3.example.com', bucket: 'snapshots', region: '' } },
    });
    expect(places).toEqual(['controlPlanes', 'etcdBackup.store.endpoint', 'etcdBackup.store.region']);
    expect(registered).toEqual([]);
  });

  it('is refused where secrets are missing, before half of the cluster is there', async () => {
    const { places, errors, registered } = await refusal({
      ...BARE,
      etcdBackup: SNAPSHOTS,
      hcloudToken: '',
      registries: { 'ghcr.io': { login: true } },
    });
    expect(places).toEqual(['hcloudToken', 'etcdStore', 'registryLogins.ghcr.io']);
    for (const { reason } of errors) expect(reason).toMatch(/^RST922/);
    expect(registered).toEqual([]);
  });

  it('is refused where a key is empty', async () => {
    const empty = { accessKeyId: 'id', secretAccessKey: '' };
    const { places } = await refusal({ ...SAFEOPS, etcdStore: empty, restoreStore: empty });
    expect(places).toEqual(['etcdStore', 'restoreStore']);
  });

  it('is refused where a snapshot is to be read and no key is given', async () => {
    const bundle = JSON.parse(secretOf(await make(), 'recoveryBundle')) as never;
    const { places } = await refusal({ ...BARE, restoreFrom: { snapshot: 'latest', bundle } });
    expect(places).toEqual(['restoreStore']);
  });
});
