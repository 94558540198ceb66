import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Credentials, FluxFolder, Operators, Sops } from '../../lib';
import { Fixture } from '../postgres/fixture';

test('folders stand after those that they wait for', () => {
  const fixture = new Fixture({ cluster: { operators: Operators.pinned({ cloudNativePg: true }) } });
  fixture.addDatabase();
  const [cluster] = fixture.app.compose().runbook('').clusters;
  expect(cluster?.folders).toEqual(['cloudnative-pg', 'namespaces', 'data-postgres', 'drills-restore-test']);
});

test('paths are seen from where commands run', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  const composition = fixture.app.compose();
  expect(composition.runbook('').clusters[0]).toMatchObject({ path: 'flux', entry: 'flux/clusters/home' });
  expect(composition.runbook('..').clusters[0]).toMatchObject({
    path: '../flux',
    entry: '../flux/clusters/home',
  });
});

test('Secrets in Git come with the file that the folder of their first user keeps', () => {
  const repository = mkdtempSync(join(tmpdir(), 'restorable-runbook-'));
  try {
    const fixture = new Fixture({
      app: { repository },
      cluster: { flux: { path: 'flux', decryption: Sops.age('sops-age') } },
    });
    mkdirSync(join(repository, 'flux/data/postgres'), { recursive: true });
    writeFileSync(join(repository, 'flux/data/postgres/owner.yaml'), '');
    const ownerSecret = Credentials.sopsFile('orders-owner', Credentials.basicAuth, { file: 'owner.yaml' });
    fixture.addDatabase('orders', { ownerSecret });
    const composed = fixture.app.compose().runbook('');
    expect(composed.clusters[0]?.decryption.map(({ name }) => name)).toEqual(['sops-age']);
    const answer = composed.sections.get('home/shop/orders')?.answers.namespace;
    const commands = answer?.kind === 'procedure' ? answer.steps.flatMap((step) => step.commands) : [];
    expect(commands.join('\n')).toContain('sops --decrypt flux/data/postgres/owner.yaml | kubectl apply');
    expect(commands.join('\n')).toContain('kubectl get secret backup-s3 --namespace shop');
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
});

test('every protection has its section, and clusters stand by name', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  fixture.addDatabase('billing', {}, new FluxFolder(fixture.environment, 'data/billing'));
  const { sections, clusters } = fixture.app.compose().runbook('');
  expect([...sections.keys()].sort()).toEqual(['home/shop/billing', 'home/shop/orders']);
  expect(clusters.map(({ name }) => name)).toEqual(['home']);
});
