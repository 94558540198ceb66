import { kubernetesProblems, problem, type Problem } from '../core';
import type { Manifest } from '../flux/emit';

/** Largest request that etcd takes, bytes (etcd 3.6, `--max-request-bytes`). */
const LARGEST = 1_572_864;

/** Most bytes in all keys of a ConfigMap or Secret (Kubernetes 1.34, `MaxSecretSize` of core validation). */
const MOST_DATA = 1_048_576;

/**
 * Looks whether an API server takes an object of this size (RST314).
 *
 * @param text its YAML, which is never shorter than what is stored of it
 */
export function sizeProblems(path: string, manifest: Manifest, text: string): readonly Problem[] {
  if (text.length <= MOST_DATA) return [];
  const holdsData = manifest.kind === 'ConfigMap' || manifest.kind === 'Secret';
  const [size, limit] = holdsData
    ? [dataSize(manifest), MOST_DATA]
    : [bytesOf(JSON.stringify(manifest)), LARGEST];
  if (size <= limit) return [];
  return [
    problem(kubernetesProblems.objectTooLarge, {
      path,
      value: `${manifest.kind} ${manifest.metadata.name ?? ''}`,
      reason: `it has ${size} bytes, and no more than ${limit} are taken`,
    }),
  ];
}

function dataSize(manifest: Manifest): number {
  const { data = {} } = manifest as { readonly data?: Readonly<Record<string, string>> };
  return Object.values(data).reduce((sum, value) => sum + bytesOf(value), 0);
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
