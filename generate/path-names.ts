import type { ObjectShape, Shape } from '../lib/kubernetes/schema/shape';
import type { StructuralKeys } from './structural-keys';
import { pascalCase } from './types/type-name';

/** A whole object to name the parts of. */
export interface NamedRoot {
  readonly name: string;
  readonly shape: ObjectShape;
}

/**
 * Names shapes by the shortest path that leads to them: `spec.storage` of a Cluster is `ClusterSpecStorage`, wherever
 * else the same structure is found. Where two structures would have one name, the later one gets a number.
 */
export class PathNames {
  static of(
    roots: readonly NamedRoot[],
    keys: StructuralKeys,
    wantsName: (shape: Shape) => boolean,
  ): PathNames {
    const paths = new Map<number, Path>();
    for (const { name, shape } of roots) {
      visit(shape, { name, property: '', root: name }, (part, path) => {
        if (!wantsName(part)) return;
        const key = keys.keyOf(part);
        const before = paths.get(key);
        if (before === undefined || isShorter(path, before)) paths.set(key, path);
      });
    }
    const taken = new Set<string>();
    const named = [...paths].sort(([, a], [, b]) => (isShorter(a, b) ? -1 : 1));
    return new PathNames(
      keys,
      new Map(named.map(([key, path]) => [key, { ...path, name: untaken(path.name, taken) }])),
    );
  }

  private constructor(
    private readonly keys: StructuralKeys,
    private readonly paths: ReadonlyMap<number, Path>,
  ) {}

  /** The name of a shape, or undefined for one that wants none. */
  tryNameOf(shape: Shape): string | undefined {
    return this.tryPathOf(shape)?.name;
  }

  /** The name of a shape and where it is, or undefined for one that wants none. */
  tryPathOf(shape: Shape): Path | undefined {
    return this.paths.get(this.keys.keyOf(shape));
  }
}

/** Where a shape is found. */
export interface Path {
  readonly name: string;
  /** For example `spec.storage`; empty for the object itself. */
  readonly property: string;
  /** Name of the object. */
  readonly root: string;
}

function visit(shape: Shape, path: Path, see: (shape: Shape, path: Path) => void): void {
  see(shape, path);
  if (typeof shape === 'string') return;
  if (shape.type === 'array') visit(shape.items, { ...path, property: `${path.property}[]` }, see);
  if (shape.type === 'map') visit(shape.values, { ...path, property: `${path.property}{}` }, see);
  if (shape.type !== 'object') return;
  for (const [name, child] of Object.entries(shape.properties)) {
    const property = path.property === '' ? name : `${path.property}.${name}`;
    visit(child, { ...path, name: path.name + pascalCase(name), property }, see);
  }
}

function isShorter(a: Path, b: Path): boolean {
  if (a.name.length !== b.name.length) return a.name.length < b.name.length;
  return a.name === b.name ? a.property < b.property : a.name < b.name;
}

function untaken(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}${number}`;
  taken.add(candidate);
  return candidate;
}
