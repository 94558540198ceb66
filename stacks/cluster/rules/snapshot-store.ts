import { problem, stacksProblems, type Problem } from '../../../lib/core';

/** Host, and port if any. */
const ENDPOINT = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?$/;

/** Names that every store with the S3 API takes. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const REGION = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const FOLDER = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/** Jurisdictions of Cloudflare R2: they stand in the host, and the region stays `auto` (k3s issue 13166). */
const R2_HOST = /\.r2\.cloudflarestorage\.com$/;

/** Endpoints of Amazon S3 and of Hetzner's Object Storage, with the region in them. */
const REGION_IN_HOST = [
  /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/,
  /^(?:[^.]+\.)?([a-z]{3}\d)\.your-objectstorage\.com$/,
];

/** A store as k3s is told it. */
export function storeProblems(
  property: string,
  {
    endpoint,
    bucket,
    region,
  }: { readonly endpoint: string; readonly bucket: string; readonly region: string },
): Problem[] {
  const wrong = (key: string, value: string, reason: string, fix?: string) =>
    problem(stacksProblems.invalidSnapshotStore, {
      property: `${property}.${key}`,
      value,
      reason,
      ...(fix !== undefined && { fix }),
    });
  const found: Problem[] = [];
  if (!ENDPOINT.test(endpoint)) {
    const host = endpoint.replace(/^[a-z0-9]+:\/\//i, '').replace(/\/.*$/, '');
    const reason = endpoint.includes('://') ? 'It has a scheme.' : 'It is no host with an optional port.';
    found.push(wrong('endpoint', endpoint, reason, ENDPOINT.test(host) ? `Write ${host}.` : undefined));
  }
  if (!BUCKET.test(bucket)) found.push(wrong('bucket', bucket, 'It is no name of a bucket.'));
  const inHost = REGION_IN_HOST.map((host) => host.exec(endpoint)?.[1]).find((name) => name !== undefined);
  if (!REGION.test(region)) {
    const reason = region === '' ? 'The region is missing.' : 'It is no name of a region.';
    found.push(wrong('region', region, reason, inHost === undefined ? undefined : `Write ${inHost}.`));
  } else if (inHost !== undefined && region !== inHost) {
    found.push(wrong('region', region, `The endpoint is that of ${inHost}.`, `Write ${inHost}.`));
  }
  if (R2_HOST.test(endpoint) && region !== 'auto') {
    found.push(wrong('region', region, 'Cloudflare R2 has one region, auto.', 'Write auto.'));
  }
  if (bucket !== '' && endpoint.startsWith(`${bucket}.`)) {
    const host = endpoint.slice(bucket.length + 1);
    found.push(wrong('endpoint', endpoint, 'The bucket stands in it; k3s puts it there.', `Write ${host}.`));
  }
  return found;
}

/** A folder of snapshots. */
export function folderProblems(property: string, folder: string): Problem[] {
  if (FOLDER.test(folder)) return [];
  return [
    problem(stacksProblems.invalidSnapshotFolder, {
      property,
      value: folder,
      reason:
        folder === ''
          ? 'The folder is empty.'
          : /^\/|\/$|\/\//.test(folder)
            ? 'It begins or ends with a slash or has two in a row.'
            : 'It has characters other than letters, digits, dots, dashes, underscores and slashes.',
    }),
  ];
}
