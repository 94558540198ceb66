/**
 * Tells a value object of ours by the mark of its class. Values of another copy of this package count too: two copies
 * in one process happen, and `instanceof` would refuse the values of the other one.
 */
export function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value;
}
