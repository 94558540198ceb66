import { celEquals, celText, celTexts } from '../../../lib/drill/site/cel';

test('texts are quoted so that no text ends a literal', () => {
  expect(celText('say "no" \\ \n')).toBe('"say \\"no\\" \\\\ \\n"');
  expect(celTexts(['a', 'b"'])).toBe('["a", "b\\""]');
});

test('a map has its keys and no other, and each value', () => {
  expect(celEquals('x', { a: 1, b: 'two', c: undefined })).toEqual([
    'x.all(key, key in ["a", "b"])',
    'x["a"] == 1',
    'x["b"] == "two"',
  ]);
});

test('a list has its length and each item, in order', () => {
  expect(celEquals('x', ['a', { b: true }])).toEqual([
    'size(x) == 2',
    'x[0] == "a"',
    'x[1].all(key, key in ["b"])',
    'x[1]["b"] == true',
  ]);
});

test('keys are tolerated only where they may stand', () => {
  const tolerated = { 'a[].b': ['filled'] };
  expect(celEquals('x', { a: [{ b: {} }] }, '', tolerated)).toEqual([
    'x.all(key, key in ["a"])',
    'size(x["a"]) == 1',
    'x["a"][0].all(key, key in ["b"])',
    'x["a"][0]["b"].all(key, key in ["filled"])',
  ]);
});
