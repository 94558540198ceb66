import { describe, expect, it } from '@jest/globals';
import { platformNamespaces } from '../../../stacks/platform/platform-namespaces';
import { planOf, storageSecretOf } from '../plan-of';

const [cluster] = planOf().clusters;
if (cluster === undefined) throw new Error('the plan has a cluster');

describe('namespaces of the platform', () => {
  it('are those of the plan, of its Secrets, further ones and that of Flux, each once and in order', () => {
    const secrets = [
      storageSecretOf({ namespace: 'restore-test' }),
      storageSecretOf({ namespace: 'velero' }),
    ];
    const names = platformNamespaces(cluster, secrets, ['auth', 'develop']).map(({ name }) => name);
    expect(names).toEqual(['auth', 'develop', 'flux-system', 'restore-test', 'velero']);
  });

  it('may hold data unless they are known to hold none: Flux and drills', () => {
    const holding = platformNamespaces(cluster, [], ['auth']).filter(({ mayHoldData }) => mayHoldData);
    expect(holding.map(({ name }) => name)).toEqual(['auth', 'develop']);
  });

  it('are not those of other clusters', () => {
    const secrets = [storageSecretOf({ cluster: 'other', namespace: 'velero' })];
    expect(platformNamespaces(cluster, secrets).map(({ name }) => name)).not.toContain('velero');
  });
});
