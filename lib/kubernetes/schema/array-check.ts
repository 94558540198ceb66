import { isRecord } from './object-checks';
import type { ArrayShape } from './shape';
import { placeAt, type Check, type Finding, type PropertyCheck } from './violation';
import { counted, wrongType } from './wrong-type';

export function arrayCheck(shape: ArrayShape, item: PropertyCheck): Check {
  const minimum = shape.minItems ?? 0;
  const maximum = shape.maxItems ?? Infinity;
  const identity = identityOf(shape);
  return (value, found) => {
    if (!Array.isArray(value)) {
      found.push(wrongType('a list', value));
      return;
    }
    const items: readonly unknown[] = value;
    if (items.length < minimum)
      found.push({ property: '', value, reason: `must have at least ${counted(minimum, 'item')}` });
    if (items.length > maximum)
      found.push({ property: '', value, reason: `must have at most ${counted(maximum, 'item')}` });
    for (let i = 0; i < items.length; i++) {
      const content = items[i] ?? null;
      if (content === null) {
        if (!item.nullable) found.push({ property: `[${i}]`, value: null, reason: 'must not be null' });
        continue;
      }
      const from = found.length;
      item.check(content, found);
      if (found.length !== from) placeAt(i, found, from);
    }
    if (identity !== undefined && items.length > 1) identity(items, found);
  };
}

type ListRule = (items: readonly unknown[], found: Finding[]) => void;

function identityOf(shape: ArrayShape): ListRule | undefined {
  if (shape.unique === true) {
    return (items, found) => {
      for (let i = 1; i < items.length; i++) {
        // Lists of type set hold scalars only (Kubernetes, structural schemas).
        if (items.indexOf(items[i]) < i)
          found.push({ property: `[${i}]`, value: items[i], reason: 'is in the list twice' });
      }
    };
  }
  if (shape.keys === undefined) return undefined;
  const keys = Object.entries(shape.keys);
  const names = keys.map(([name]) => name).join(' and ');
  return (items, found) => {
    for (let i = 1; i < items.length; i++) {
      for (let j = 0; j < i; j++) {
        if (!haveSameKeys(items[i], items[j], keys)) continue;
        found.push({ property: `[${i}]`, value: items[i], reason: `has the same ${names} as item ${j}` });
        break;
      }
    }
  };
}

function haveSameKeys(a: unknown, b: unknown, keys: readonly (readonly [string, unknown])[]): boolean {
  if (!isRecord(a) || !isRecord(b)) return false;
  for (const [name, absent] of keys) if ((a[name] ?? absent) !== (b[name] ?? absent)) return false;
  return true;
}
