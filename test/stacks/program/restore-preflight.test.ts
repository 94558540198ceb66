import { describe, expect, it } from '@jest/globals';
import { restorePreflight } from '../../../stacks/program/restore-preflight';
import { BUNDLE } from '../cluster/example-cluster';
import { configOf } from './config-of';

const RESTORE = { snapshot: 'etcd-snapshot-safeops-cp-1-1730000000.zip', bundle: BUNDLE };
const pair = (name: string) => ({ accessKeyId: name, secretAccessKey: 'MARKED' });

/** With which key the store was asked, and what was refused; `hash` is that of the token the snapshot needs. */
async function look(
  values: Readonly<Record<string, unknown>>,
  hash: string,
  restoreFrom: typeof RESTORE | undefined,
) {
  const asked: string[] = [];
  const config = configOf({ cluster: 'safeops', ...values }, ['restoreStoreKeys', 'etcdStoreKeys']);
  const sources = { etcdSnapshots: { safeops: pair('made') } };
  const outcome = await restorePreflight(config, restoreFrom, sources, {
    now: () => new Date(0),
    send: ({ headers }) => {
      asked.push(/Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1] ?? '');
      return Promise.resolve({ status: 206, headers: { 'x-amz-meta-k3s-token-hash': hash }, body: '' });
    },
  }).then(
    () => 'fine',
    (error: unknown) => String(error),
  );
  return { asked, outcome };
}

describe('the preflight of a restore', () => {
  it('asks with the keys for the snapshot, then those of the backup, then those of the storage stack', async () => {
    const all = { restoreStoreKeys: pair('restore'), etcdStoreKeys: pair('own') };
    const { tokenHash } = BUNDLE;
    expect(await look(all, tokenHash, RESTORE)).toEqual({ asked: ['restore'], outcome: 'fine' });
    expect((await look({ etcdStoreKeys: pair('own') }, tokenHash, RESTORE)).asked).toEqual(['own']);
    expect((await look({}, tokenHash, RESTORE)).asked).toEqual(['made']);
  });

  it('refuses a snapshot of another token before anything is made', async () => {
    const { outcome } = await look({}, '000000000000', RESTORE);
    expect(outcome).toContain('RST921');
    expect(outcome).not.toContain('MARKED');
  });

  it('asks nothing where nothing is restored, or no key is known', async () => {
    expect((await look({}, '0', undefined)).asked).toEqual([]);
    expect((await look({ cluster: 'other' }, '0', RESTORE)).asked).toEqual([]);
  });
});
