import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import { isExactVersion } from './exact-version';
import type { PlannedResource } from './planned-resource';

/** Where a type says which version it is; the path of the property in its inputs. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes:helm.sh/v3:Release': ['version'],
  'kubernetes:helm.sh/v4:Chart': ['version'],
  'kubernetes:helm.cattle.io/v1:HelmChart': ['spec', 'version'],
  'kubernetes:fluxcd.controlplane.io/v1:FluxInstance': ['spec', 'distribution', 'version'],
};

/** An image by digest, or by a tag other than one that moves by its very name. */
const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAG = /:([\w][\w.-]*)$/;
const MOVING_TAGS = ['latest', 'main', 'master', 'edge', 'stable', 'nightly'];

/** Charts, distributions and images without an exact version: `RST942`. */
export function unpinnedVersionProblems(resources: readonly PlannedResource[]): Problem[] {
  return resources.flatMap(({ type, name, inputs }) => {
    const place = VERSIONS[type];
    const version = place?.reduce<unknown>((value, key) => propertyOf(value, key), inputs);
    return [
      ...(place !== undefined && !(typeof version === 'string' && isExactVersion(version))
        ? [unpinned(name, place.join('.'), version ?? 'none', 'it is no exact version')]
        : []),
      ...(type.startsWith('kubernetes:') ? movingImages(inputs, []) : []).map(([path, image]) =>
        unpinned(name, path, image, 'it has no tag, or one that moves'),
      ),
    ];
  });
}

function movingImages(value: unknown, path: readonly string[]): (readonly [path: string, image: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (key === 'image' && typeof inner === 'string')
      return isPinned(inner) ? [] : [[here.join('.'), inner] as const];
    return movingImages(inner, here);
  });
}

function isPinned(image: string): boolean {
  if (BY_DIGEST.test(image)) return true;
  const tag = TAG.exec(image.split('/').at(-1) ?? '')?.[1];
  return tag !== undefined && !MOVING_TAGS.includes(tag);
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function unpinned(path: string, property: string, value: unknown, reason: string): Problem {
  return problem(stacksPlatformProblems.versionNotPinned, { path, property, value, reason });
}
