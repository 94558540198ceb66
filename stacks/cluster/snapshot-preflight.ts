import { problem, stacksProblems, type Problem } from '../../lib/core/problems';
import { requestUrl } from '../../lib/evidence/s3-client';
import { readListPage } from '../../lib/evidence/s3-listing';
import { signedHeaders } from '../../lib/evidence/signature-v4';
import type { StoreKeys } from './cluster-secrets';
import type { RestoreFromOptions } from './settings';
import { exchangeWithStore, type StoreAnswer, type StoreExchange } from './store-exchange';

/** How the store is asked. */
export interface SnapshotPreflightOptions {
  /** Clock that requests are signed by. */
  readonly now: () => Date;
  /** @default - over HTTPS */
  readonly send?: StoreExchange;
}

/** Where k3s writes which token a snapshot needs (k3s, `pkg/etcd/s3/s3.go`, user metadata of the object). */
const TOKEN_HASH = 'x-amz-meta-k3s-token-hash';

/**
 * Looks at the snapshot that a cluster is to be built from, before anything is made: `RST921` where it needs another token
 * than that of the bundle. What cannot be seen from here is a warning (`RST929`): the first server looks again, and in a
 * cluster that has been restored already the snapshot may be pruned. Never rejects.
 */
export async function snapshotPreflight(
  restoreFrom: RestoreFromOptions,
  keys: StoreKeys,
  { now, send = exchangeWithStore }: SnapshotPreflightOptions,
): Promise<readonly Problem[]> {
  const { bundle, snapshot } = restoreFrom;
  const { store } = bundle;
  const ask = (
    key: string,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
  ) => {
    const place = { ...store, endpoint: `https://${store.endpoint}` };
    const url = requestUrl(place, { key, query });
    const request = { method: 'GET', url, headers, body: undefined } as const;
    const signed = signedHeaders(request, keys, { region: store.region, at: now() });
    return send({ url, headers: signed, certificateAuthority: store.certificateAuthority });
  };
  try {
    const name = snapshot === 'latest' ? await newestIn(store.folder, ask) : snapshot;
    if (name === undefined) return [notSeen(snapshot, `${store.bucket}/${store.folder} has no snapshot`)];
    // The first byte alone: the answer is asked for its headers, and signed as the method that is allowed anyway.
    const answer = await ask(`${store.folder}/${name}`, {}, { range: 'bytes=0-0' });
    if (!isSuccess(answer)) return [notSeen(name, answered(answer))];
    const hash = String(answer.headers[TOKEN_HASH] ?? bundle.tokenHash);
    if (hash === bundle.tokenHash) return [];
    return [
      problem(stacksProblems.snapshotOfAnotherCluster, {
        property: 'restoreFrom.snapshot',
        value: name,
        reason: `It was made with another token: its hash is ${hash}, that of the bundle ${bundle.tokenHash}.`,
        fix: 'Use the bundle of the cluster that made it, or a snapshot made with the token of this bundle.',
      }),
    ];
  } catch (error) {
    return [
      notSeen(
        snapshot,
        `the store cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
      ),
    ];
  }
}

type Ask = (
  key: string,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => Promise<StoreAnswer>;

/** Name of the newest snapshot of a folder: k3s ends each with the seconds since 1970. */
async function newestIn(folder: string, ask: Ask): Promise<string | undefined> {
  const first = { 'list-type': '2', prefix: `${folder}/`, 'encoding-type': 'url' };
  let newest: { readonly name: string; readonly time: number } | undefined;
  let next: Readonly<Record<string, string>> | undefined = {};
  while (next !== undefined) {
    const answer = await ask('', { ...first, ...next }, {});
    if (!isSuccess(answer)) throw new Error(answered(answer));
    const page = readListPage(answer.body);
    for (const { key } of page.objects) {
      const name = key.slice(folder.length + 1);
      const time = Number(/^[^/]*-(\d+)(?:\.zip)?$/.exec(name)?.[1] ?? 0);
      if (time > (newest?.time ?? 0)) newest = { name, time };
    }
    ({ next } = page);
  }
  return newest?.name;
}

function isSuccess({ status }: StoreAnswer): boolean {
  return status >= 200 && status < 300;
}

function answered({ status }: StoreAnswer): string {
  return `the store answers ${status}`;
}

function notSeen(value: string, reason: string): Problem {
  return problem(stacksProblems.snapshotNotLookedAt, { property: 'restoreFrom.snapshot', value, reason });
}
