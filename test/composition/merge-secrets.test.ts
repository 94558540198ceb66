import { mergeSecrets } from '../../lib/composition/merge-secrets';
import type { RequiredSecret } from '../../lib/plan';

const SECRET: RequiredSecret = {
  cluster: 'home',
  namespace: 'drills',
  name: 's3',
  type: 'Opaque',
  roles: ['archive-reader'],
  keys: [{ key: 'ID', holds: 'accessKeyId' }],
  source: { kind: 'bootstrap' },
  usedBy: ['home/b'],
};

test('a Secret that is needed for two things is one entry with all roles, keys and users', () => {
  const other: RequiredSecret = {
    ...SECRET,
    roles: ['check'],
    keys: [
      { key: 'ID', holds: 'value' },
      { key: 'TOKEN', holds: 'value' },
    ],
    source: { kind: 'existing' },
    usedBy: ['home/a'],
  };
  expect(mergeSecrets([SECRET, other])).toEqual([
    {
      ...SECRET,
      roles: ['archive-reader', 'check'],
      keys: [
        { key: 'ID', holds: 'accessKeyId' },
        { key: 'TOKEN', holds: 'value' },
      ],
      usedBy: ['home/a', 'home/b'],
    },
  ]);
});

test('Secrets of one name in other namespaces or clusters are others, and all are sorted', () => {
  const elsewhere = [{ ...SECRET, cluster: 'work' }, { ...SECRET, namespace: 'live' }, SECRET];
  expect(mergeSecrets(elsewhere).map(({ cluster, namespace }) => `${cluster}/${namespace}`)).toEqual([
    'home/drills',
    'home/live',
    'work/drills',
  ]);
});
