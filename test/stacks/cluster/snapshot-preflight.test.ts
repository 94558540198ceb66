import { afterEach, describe, expect, it } from '@jest/globals';
import { snapshotPreflight } from '../../../stacks/cluster/snapshot-preflight';
import type { StoreAnswer, StoreQuestion } from '../../../stacks/cluster/store-exchange';
import { ApiServer } from '../platform/api-server';
import { CERTIFICATE } from '../platform/localhost-certificate';
import { BUNDLE } from './example-cluster';

const KEYS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'MARKED' };
const NAME = 'etcd-snapshot-safeops-cp-1-1730000000.zip';
const now = () => new Date('2026-01-01T00:00:00Z');

/** Looks at a snapshot in a store that answers so; and what it was asked. */
async function look(snapshot: string, answer: (question: StoreQuestion) => Partial<StoreAnswer>) {
  const asked: StoreQuestion[] = [];
  const problems = await snapshotPreflight({ snapshot, bundle: BUNDLE }, KEYS, {
    now,
    send: (question) => {
      asked.push(question);
      return Promise.resolve({ status: 206, headers: {}, body: '', ...answer(question) });
    },
  });
  return { problems, asked };
}

const page = (keys: readonly string[], next = '') =>
  `<?xml version="1.0"?><ListBucketResult><IsTruncated>${String(next !== '')}</IsTruncated>${
    next === '' ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`
  }${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;

const hashed = (hash: string) => ({ headers: { 'x-amz-meta-k3s-token-hash': hash } });

describe('a snapshot that a cluster is to be built from', () => {
  it('is fine where it was made with the token of the bundle, or does not say with which', async () => {
    const { problems, asked } = await look(NAME, () => hashed(BUNDLE.tokenHash));
    expect(problems).toEqual([]);
    expect(asked.map(({ url }) => url.href)).toEqual([
      `https://safeops-backup.s3.eu-central-1.amazonaws.com/safeops/etcd-snapshots/${NAME}`,
    ]);
    expect(asked[0]?.headers).toMatchObject({ range: 'bytes=0-0' });
    expect((await look(NAME, () => ({}))).problems).toEqual([]);
  });

  it('RST921: is refused where it was made with another token', async () => {
    const { problems } = await look(NAME, () => hashed('000000000000'));
    expect(problems).toMatchObject([{ code: 'RST921', severity: 'error', value: `'${NAME}'` }]);
    expect(problems[0]?.reason).toContain('000000000000');
  });

  it('is the newest of its folder where latest is asked for, on whatever page', async () => {
    const { problems, asked } = await look('latest', ({ url: { searchParams } }) => {
      if (!searchParams.has('list-type')) return hashed('000000000000');
      const folder = `${BUNDLE.store.folder}/`;
      const second = searchParams.get('continuation-token') === 'more';
      return {
        status: 200,
        body: second
          ? page([`${folder}${NAME}`, `${folder}.metadata/etcd-snapshot-safeops-cp-1-1999999999`])
          : page([`${folder}etcd-snapshot-safeops-cp-2-1720000000.zip`, `${folder}notes.txt`], 'more'),
      };
    });
    expect(asked).toHaveLength(3);
    expect(problems).toMatchObject([{ code: 'RST921', value: `'${NAME}'` }]);
  });

  it.each<[string, string, Partial<StoreAnswer>]>([
    ['is not there (any more)', NAME, { status: 404 }],
    ['may not be read', NAME, { status: 403 }],
    ['may not be listed', 'latest', { status: 403 }],
    ['is behind a proxy that answers for the store', 'latest', { status: 200, body: '<html></html>' }],
    ['does not exist at all', 'latest', { status: 200, body: page([]) }],
  ])('RST929: warns where it %s: the first server looks again', async (_, snapshot, answer) => {
    const { problems } = await look(snapshot, () => answer);
    expect(problems).toMatchObject([{ code: 'RST929', severity: 'warning', value: `'${snapshot}'` }]);
    expect(JSON.stringify(problems)).not.toContain('MARKED');
  });
});

describe('a store by HTTPS', () => {
  let server: ApiServer | undefined;
  afterEach(() => server?.stop());

  /** Asks a store of this machine. */
  async function ask(status: number, certificateAuthority?: string) {
    server = await ApiServer.start(() => ({ status }));
    const { host } = new URL(server.url);
    const store = {
      ...BUNDLE.store,
      endpoint: host,
      pathStyle: true,
      ...(certificateAuthority !== undefined && { certificateAuthority }),
    };
    return snapshotPreflight({ snapshot: NAME, bundle: { ...BUNDLE, store } }, KEYS, { now });
  }

  it('is asked with a signature, and trusted by the authority of the bundle', async () => {
    expect(await ask(206, CERTIFICATE)).toEqual([]);
    expect(server?.asked).toMatchObject([
      {
        method: 'GET',
        path: `/safeops-backup/safeops/etcd-snapshots/${NAME}`,
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/20260101\/eu-central-1\/s3\/aws4_request,/,
        ),
      },
    ]);
  });

  it('RST929: is not asked where nobody trusts its certificate', async () => {
    expect(await ask(206)).toMatchObject([{ code: 'RST929' }]);
    expect(server?.asked).toEqual([]);
  });
});
