import fc from 'fast-check';
import { folderPath } from '../../lib/flux/folder-path';
import { codesThrownBy } from '../storage/problem-codes';

const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/).filter((text) => text !== '.' && text !== '..');

test('takes every relative path of plain segments, as it is', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      expect(folderPath(segments.join('/'))).toBe(segments.join('/'));
    }),
  );
});

test('refuses whatever leads elsewhere or is not plain (RST420)', () => {
  const wrong = fc.oneof(
    fc.constantFrom('', '.', '..', 'a\\b', 'a b', 'ä', '$' + '{x}', '~', 'a\n'),
    fc.string({ minLength: 1 }).filter((text) => !/^[A-Za-z0-9._/-]+$/.test(text)),
  );
  fc.assert(
    fc.property(
      fc.array(segment, { maxLength: 2 }),
      wrong,
      fc.array(segment, { maxLength: 2 }),
      (a, b, c) => {
        expect(codesThrownBy(() => folderPath([...a, b, ...c].join('/')))).toEqual(['RST420']);
      },
    ),
  );
});

test.each(['/a', 'a/', 'a//b', 'a/../b', './a'])("refuses '%s' (RST420)", (path) => {
  expect(codesThrownBy(() => folderPath(path))).toEqual(['RST420']);
});
