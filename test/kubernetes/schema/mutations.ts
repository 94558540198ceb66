import type { KindDocument, ObjectShape, Shape } from '../../../lib/kubernetes/schema';

/** A matching object with one fault in it, and the path where it must be found. */
export interface Mutation {
  readonly fault: 'required field deleted' | 'unknown field added' | 'type changed';
  readonly path: string;
  readonly object: unknown;
}

/** Every object with one fault that can be made of a matching object. */
export function mutationsOf(document: KindDocument, object: unknown): readonly Mutation[] {
  return faultsIn(document, document.schema, object, '');
}

function faultsIn(document: KindDocument, shape: Shape, value: unknown, path: string): readonly Mutation[] {
  if (typeof shape === 'string' && shape.startsWith('#')) {
    return faultsIn(document, document.definitions?.[shape.slice(1)] ?? 'any', value, path);
  }
  const type = typeof shape === 'string' ? shape : shape.type;
  if (type === 'any' || type === 'metadata') return [];
  const changed: Mutation = { fault: 'type changed', path, object: otherType(type) };
  // The apiVersion and kind choose the schema: with another type there is none.
  const own = path === '' || path === 'apiVersion' || path === 'kind' ? [] : [changed];
  return [...own, ...faultsWithin(document, shape, value, path)];
}

function faultsWithin(
  document: KindDocument,
  shape: Shape,
  value: unknown,
  path: string,
): readonly Mutation[] {
  if (typeof shape === 'string') return [];
  if (shape.type === 'array') {
    const items = value as readonly unknown[];
    return items.flatMap((item, i) =>
      faultsIn(document, shape.items, item, `${path}[${i}]`).map((fault) => ({
        ...fault,
        object: items.map((other, j) => (i === j ? fault.object : other)),
      })),
    );
  }
  if (shape.type !== 'map' && shape.type !== 'object') return [];
  const fields = value as Readonly<Record<string, unknown>>;
  const inner = Object.entries(fields).flatMap(([name, field]) => {
    const child = shape.type === 'map' ? shape.values : (shape.properties[name] ?? 'any');
    return faultsIn(document, child, field, joined(path, name)).map((fault) => ({
      ...fault,
      object: { ...fields, [name]: fault.object },
    }));
  });
  return shape.type === 'map' ? inner : [...ownFaults(shape, fields, path), ...inner];
}

function ownFaults(
  shape: ObjectShape,
  fields: Readonly<Record<string, unknown>>,
  path: string,
): readonly Mutation[] {
  const deleted = (shape.required ?? [])
    .filter((name) => path !== '' || (name !== 'apiVersion' && name !== 'kind'))
    .map((name): Mutation => {
      const others = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
      return { fault: 'required field deleted', path: joined(path, name), object: others };
    });
  const added: Mutation = {
    fault: 'unknown field added',
    path: joined(path, 'notAFieldAtAll'),
    object: { ...fields, notAFieldAtAll: 'x' },
  };
  return shape.open === true ? deleted : [...deleted, added];
}

function otherType(type: string): unknown {
  switch (type) {
    case 'string':
    case 'date-time':
    case 'byte':
      return 17;
    case 'array':
      return { text: 'x' };
    case 'int-or-string':
    case 'number-or-string':
      return true;
    default:
      return 'text';
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
