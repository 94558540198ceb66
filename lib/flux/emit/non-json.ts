/** What keeps a value from being JSON, and where. */
export interface NonJson {
  /** Path of the property, for example `spec.since`; empty for the value itself. */
  readonly property: string;
  readonly reason: string;
}

interface Place {
  readonly value: unknown;
  readonly name: string;
  readonly parent?: Place;
}

/** A map written as an object literal or read from JSON, also one of another realm. */
export function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Finds what is not JSON in a value that was refused. Without recursion: it may be a cycle, or too deep for any. */
export function findNonJson(value: unknown): NonJson {
  const places: Place[] = [{ value, name: '' }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const parent = place;
    const reason = tryFindReason(place);
    if (reason !== undefined) return { property: propertyOf(place), reason };
    if (typeof place.value !== 'object' || place.value === null) continue;
    const below = Object.entries(place.value).map(([name, item]) => ({
      value: item as unknown,
      name,
      parent,
    }));
    places.push(...below.reverse());
  }
  return { property: '', reason: 'it is nested too deeply' };
}

function tryFindReason(place: Place): string | undefined {
  const { value } = place;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${value} is not JSON`;
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
    return `a ${typeof value} is not JSON`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (let above = place.parent; above !== undefined; above = above.parent) {
    if (above.value === value) return 'it holds itself';
  }
  if (Array.isArray(value) || isPlainObject(value)) return undefined;
  return `an object of class ${value.constructor.name} is not JSON`;
}

function propertyOf(place: Place): string {
  const names: string[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) names.unshift(at.name);
  return names.join('.');
}
