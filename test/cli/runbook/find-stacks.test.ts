import { expect, test } from '@jest/globals';
import { findStacks } from '../../../cli/runbook/find-stacks';
import { projectOf } from '../project';

test('stacks are those of this package, by name', () => {
  const folder = projectOf({
    'Pulumi.yaml': 'name: home\n',
    'Pulumi.b-platform.yaml': 'config:\n  restorable:kind: platform\n',
    'Pulumi.a-cluster.yaml': 'config:\n  restorable:kind: cluster\n  restorable:cluster: home\n',
    'Pulumi.other.yaml': 'config:\n  aws:region: eu-west-1\n',
    'Pulumi.empty.yaml': '',
    'Pulumi.broken.yaml': 'config: [',
    'main.ts': '',
  });
  expect(findStacks(folder)).toEqual([
    { name: 'a-cluster', kind: 'cluster', cluster: 'home' },
    { name: 'b-platform', kind: 'platform' },
  ]);
});
