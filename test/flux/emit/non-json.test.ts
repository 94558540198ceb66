import { RestorableError } from '../../../lib/core/problems';
import { toYaml } from '../../../lib/flux/emit';

describe('what is not JSON', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = { again: cycle };
  let deep: unknown = 1;
  for (let i = 0; i < 20_000; i++) deep = [deep];

  it.each([
    ['a function', { spec: { a: [() => 1] } }, 'spec.a.0', 'a function is not JSON'],
    ['a bigint', { spec: 1n }, 'spec', 'a bigint is not JSON'],
    ['NaN', { spec: { a: Number.NaN } }, 'spec.a', 'NaN is not JSON'],
    ['infinity', { a: -Infinity }, 'a', '-Infinity is not JSON'],
    ['a date', { spec: { since: new Date(0) } }, 'spec.since', 'an object of class Date is not JSON'],
    ['a map', { a: new Map() }, 'a', 'an object of class Map is not JSON'],
    ['a cycle', cycle, 'self.again', 'it holds itself'],
    ['a value too deep for the stack', deep, undefined, 'it is nested too deeply'],
  ])('refuses %s with RST401 and says where', (_, value, property, reason) => {
    let thrown: unknown;
    try {
      toYaml(value);
    } catch (error) {
      thrown = error;
    }
    if (!RestorableError.is(thrown)) throw new Error('not refused', { cause: thrown });
    expect(thrown.problems).toHaveLength(1);
    expect(thrown.problems[0]).toMatchObject({ code: 'RST401', reason });
    expect(thrown.problems[0]?.property).toBe(property);
  });
});
