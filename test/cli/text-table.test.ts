import fc from 'fast-check';
import { plainText, textTable } from '../../cli/text-table';

test('columns are as wide as their widest cell, and nothing trails', () => {
  const rows = [
    ['orders', 'passed'],
    ['a', ''],
  ];
  expect(textTable(['NAME', 'VERDICT'], rows)).toEqual(['NAME    VERDICT', 'orders  passed', 'a']);
});

test('how a cell is shown does not count for its width', () => {
  const loud = { text: 'no', shown: (text: string) => `\u001b[31m${text}\u001b[39m` };
  expect(textTable(['A', 'B'], [[loud, 'x']])).toEqual(['A   B', '\u001b[31mno\u001b[39m  x']);
});

test('a cell cannot leave its line, or tell the terminal anything', () => {
  expect(textTable(['A'], [['one\ntwo\u001b[2J\u202eeslaf']])).toEqual(['A', 'one�two�[2J�eslaf']);
});

test('plain text of anything is one line without control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
  expect(plainText('Größe 日本 – 1 µs')).toBe('Größe 日本 – 1 µs');
});
