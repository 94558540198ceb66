import type { KindDocument, Shape } from '../lib/kubernetes/schema/shape';

/** Every field of a kind, as `spec.storage.size`, `spec.env[].name` or `spec.labels{}`. */
export function fieldPaths(document: KindDocument): ReadonlySet<string> {
  const paths = new Set<string>();
  const visit = (shape: Shape, path: string): void => {
    if (typeof shape === 'string') {
      if (shape.startsWith('#')) visit(document.definitions?.[shape.slice(1)] ?? 'any', path);
      return;
    }
    if (shape.type === 'array') visit(shape.items, `${path}[]`);
    if (shape.type === 'map') visit(shape.values, `${path}{}`);
    if (shape.type !== 'object') return;
    for (const [name, child] of Object.entries(shape.properties)) {
      const field = path === '' ? name : `${path}.${name}`;
      paths.add(field);
      visit(child, field);
    }
  };
  visit(document.schema, '');
  return paths;
}

/** The paths of one set that another lacks, without those whose parent is lacking too. */
export function lackingIn(paths: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  return [...paths]
    .filter((path) => !other.has(path) && (parentOf(path) === '' || other.has(parentOf(path))))
    .sort();
}

function parentOf(path: string): string {
  return path.replace(/(?:\[\]|\{\})*\.?[^.]*$/, '').replace(/(?:\[\]|\{\})+$/, '');
}
