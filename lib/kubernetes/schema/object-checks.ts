import { tryFindClosest } from './closest-name';
import type { MapShape, ObjectShape } from './shape';
import { placeUnder, type Check, type Finding, type PropertyCheck } from './violation';
import { counted, wrongType } from './wrong-type';

export function objectCheck(shape: ObjectShape, properties: ReadonlyMap<string, PropertyCheck>): Check {
  const open = shape.open === true;
  const required = (shape.required ?? []).map((name) => ({
    name,
    nullable: properties.get(name)?.nullable ?? false,
  }));
  const count = countRule(shape);
  return (value, found) => {
    if (!isRecord(value)) {
      found.push(wrongType('an object', value));
      return;
    }
    for (const name in value) {
      const field = value[name];
      if (field === undefined) continue;
      const property = properties.get(name);
      if (property === undefined) {
        if (!open) found.push(unknownField(name, field, properties));
        continue;
      }
      // Where null is not a value, the API server drops it, as if the field were not there.
      if (field === null) continue;
      const from = found.length;
      property.check(field, found);
      if (found.length !== from) placeUnder(name, found, from);
    }
    for (const { name, nullable } of required) {
      const field = value[name];
      if (field === undefined || (field === null && !nullable))
        found.push({ property: name, reason: 'is required' });
    }
    count?.(value, found);
  };
}

export function mapCheck(shape: MapShape, checkValue: Check): Check {
  const count = countRule(shape);
  return (value, found) => {
    if (!isRecord(value)) {
      found.push(wrongType('an object', value));
      return;
    }
    for (const name in value) {
      const field = value[name];
      if (field === undefined || field === null) continue;
      const from = found.length;
      checkValue(field, found);
      if (found.length !== from) placeUnder(name, found, from);
    }
    count?.(value, found);
  };
}

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type CountRule = (value: Readonly<Record<string, unknown>>, found: Finding[]) => void;

function countRule(shape: ObjectShape | MapShape): CountRule | undefined {
  const { minProperties: minimum = 0, maxProperties: maximum = Infinity } = shape;
  if (minimum === 0 && maximum === Infinity) return undefined;
  return (value, found) => {
    let count = 0;
    for (const name in value) if (value[name] !== undefined && value[name] !== null) count++;
    if (count < minimum)
      found.push({ property: '', value, reason: `must have at least ${counted(minimum, 'field')}` });
    if (count > maximum)
      found.push({ property: '', value, reason: `must have at most ${counted(maximum, 'field')}` });
  };
}

const SHOWN_NAMES = 12;

function unknownField(name: string, value: unknown, known: ReadonlyMap<string, unknown>): Finding {
  const finding: Finding = {
    property: '',
    value,
    reason: 'is not a field of this kind',
    suggestion: otherField(name, known),
  };
  placeUnder(name, [finding], 0);
  return finding;
}

function otherField(name: string, known: ReadonlyMap<string, unknown>): string {
  const closest = tryFindClosest(name, known.keys());
  if (closest !== undefined) return `Did you mean '${closest}'?`;
  if (known.size === 0) return 'No field is allowed here.';
  const names = [...known.keys()].slice(0, SHOWN_NAMES);
  return `Fields here are ${names.join(', ')}${known.size > SHOWN_NAMES ? ' and others' : ''}.`;
}
