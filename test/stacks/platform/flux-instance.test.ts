import { describe, expect, it } from '@jest/globals';
import { fluxInstanceSpec } from '../../../stacks/platform/flux-instance';
import { isExactVersion } from '../../../stacks/policy';
import { VERSIONS } from '../../../stacks/versions';

const sync = { url: 'https://example.com/x.git', ref: 'refs/heads/main', path: 'flux/clusters/safeops' };

describe('the FluxInstance', () => {
  it('deploys an exact Flux with all six controllers', () => {
    expect(fluxInstanceSpec({ sync, withGitCredentials: false })).toMatchObject({
      distribution: { version: VERSIONS.flux, registry: 'ghcr.io/fluxcd' },
      components: [
        'source-controller',
        'kustomize-controller',
        'helm-controller',
        'notification-controller',
        'image-reflector-controller',
        'image-automation-controller',
      ],
      cluster: { type: 'kubernetes', size: 'small', networkPolicy: true },
    });
    expect(isExactVersion(VERSIONS.flux)).toBe(true);
    expect(isExactVersion(VERSIONS.fluxOperator.version)).toBe(true);
  });

  it('reads the repository with a Secret only where there is one', () => {
    const secretOf = (input: Parameters<typeof fluxInstanceSpec>[0]) =>
      (fluxInstanceSpec(input).sync as { pullSecret?: string }).pullSecret;
    expect(secretOf({ sync, withGitCredentials: false })).toBeUndefined();
    expect(secretOf({ sync, withGitCredentials: true })).toBe('flux-system');
    expect(secretOf({ sync: { ...sync, pullSecret: 'mine' }, withGitCredentials: false })).toBe('mine');
  });

  it('decrypts with the Secret of the composition, by a patch of the root Kustomization', () => {
    const spec = fluxInstanceSpec({ sync, withGitCredentials: false, decryptionSecret: 'sops-age' });
    const { patches } = spec.kustomize as { patches: { target: object; patch: string }[] };
    expect(patches.map(({ target }) => target)).toEqual([{ kind: 'Kustomization' }]);
    expect(JSON.parse(patches[0]?.patch ?? '')).toEqual([
      {
        op: 'add',
        path: '/spec/decryption',
        value: { provider: 'sops', secretRef: { name: 'sops-age' } },
      },
    ]);
    expect(fluxInstanceSpec({ sync, withGitCredentials: false })).not.toHaveProperty('kustomize');
  });
});
