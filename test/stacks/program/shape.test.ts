import { describe, expect, it } from '@jest/globals';
import { Shape, shapeProblems } from '../../../stacks/program/shape';
import { codesAndPlaces } from '../problem-codes';

const POOL = Shape.settings({ type: Shape.text, count: Shape.number }, { labels: Shape.names(Shape.text) });

function places(shape: Shape, value: unknown): readonly string[] {
  return codesAndPlaces(shapeProblems(shape, value, 'key'));
}

describe('the shape of a configured value', () => {
  it.each<[string, Shape, unknown]>([
    ['a text', Shape.text, ''],
    ['a number', Shape.number, 0],
    ['a flag', Shape.flag, false],
    ['one of several words', Shape.oneOf('a', 'b'), 'b'],
    ['a list', Shape.list(Shape.text), ['x', 'y']],
    ['names', Shape.names(Shape.number), { x: 1 }],
    ['settings without the optional ones', POOL, { type: 'cx33', count: 1 }],
    ['settings with all', POOL, { type: 'cx33', count: 1, labels: { a: 'b' } }],
  ])('fits %s', (_what, shape, value) => {
    expect(places(shape, value)).toEqual([]);
  });

  it.each<[string, Shape, unknown, readonly string[]]>([
    ['a number for a text', Shape.text, 1, ['key']],
    ['a text for a number', Shape.number, '1', ['key']],
    ['a text for a flag', Shape.flag, 'true', ['key']],
    ['another word', Shape.oneOf('a', 'b'), 'c', ['key']],
    ['a map for a list', Shape.list(Shape.text), { 0: 'x' }, ['key']],
    ['a wrong element', Shape.list(Shape.text), ['x', 1], ['key[1]']],
    ['a list for names', Shape.names(Shape.text), ['x'], ['key']],
    ['a wrong value of a name', Shape.names(Shape.text), { x: 1 }, ['key.x']],
    ['an unknown setting', POOL, { type: 'cx33', count: 1, label: {} }, ['key.label']],
    ['a name of every object', POOL, { type: 'cx33', count: 1, toString: 'x' }, ['key.toString']],
    ['missing settings', POOL, {}, ['key.type', 'key.count']],
    ['nothing', POOL, null, ['key']],
    [
      'several at once',
      POOL,
      { type: 1, count: 'x', labels: { a: 1 } },
      ['key.type', 'key.count', 'key.labels.a'],
    ],
  ])('refuses %s, and says where', (_what, shape, value, expected) => {
    expect(places(shape, value)).toEqual(expected.map((place) => `RST939 config.${place}`));
  });

  it('never shows the value: it may be secret', () => {
    const text = JSON.stringify(shapeProblems(POOL, { type: { password: 'MARKED' }, MARKED_NOT: 1 }, 'key'));
    expect(text).not.toContain('"MARKED"');
    expect(text).not.toContain('MARKED"');
  });
});
