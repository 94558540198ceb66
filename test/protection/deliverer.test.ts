import { describe, expect, test } from '@jest/globals';
import { ARGO_CD, DELIVERERS, FLUX, type Delivery } from '../../lib/protection';

const delivery = (change: Delivery['change']): Delivery => ({
  change,
  folders: [{ name: 'data', namespace: 'flux-system' }],
  why: ['Now.'],
});

describe('Flux', () => {
  test('suspends and resumes by a field manager that it does not undo', () => {
    const [suspend = ''] = FLUX.step(delivery('suspend')).commands;
    expect(suspend).toContain('kustomization.kustomize.toolkit.fluxcd.io data --namespace flux-system');
    expect(suspend).toContain('--field-manager flux-client-side-apply');
    expect(suspend).toContain('"suspend":true');
    expect(FLUX.step(delivery('resume')).commands[0]).toContain('"suspend":false');
  });

  test('is asked to deliver, and waited for', () => {
    const [ask = '', wait = ''] = FLUX.step(delivery('deliver')).commands;
    expect(ask).toContain('reconcile.fluxcd.io/requestedAt="$(date +%s)"');
    expect(wait).toContain('--for=condition=Ready');
  });
});

describe('Argo CD', () => {
  test('keeps the sync policy before it takes it off, and puts back what it kept', () => {
    const [keep = '', off = ''] = ARGO_CD.step(delivery('suspend')).commands;
    expect(keep).toMatch(
      /get application\.argoproj\.io data --namespace argocd .* > sync-policy-data\.json$/,
    );
    expect(off).toContain('"automated":null');
    expect(ARGO_CD.step(delivery('resume')).commands[0]).toContain('--patch-file sync-policy-data.json');
  });

  test('is asked to sync, and waited for', () => {
    const [ask = '', wait = ''] = ARGO_CD.step(delivery('deliver')).commands;
    expect(ask).toContain('"operation"');
    expect(wait).toContain('=Synced application.argoproj.io/data');
  });
});

test.each(Object.values(DELIVERERS))(
  'a step of $name says why, and what it does, so that another can do it',
  (deliverer) => {
    const step = deliverer.step(delivery('suspend'));
    expect(step.text.at(-1)).toBe('Now.');
    expect(step.text[0]).toContain(deliverer.name);
    expect(step.delivery).toEqual(delivery('suspend'));
  },
);
