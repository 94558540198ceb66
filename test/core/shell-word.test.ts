import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { shellWord } from '../../lib/core/shell-word';

test('what needs no quotes gets none', () => {
  expect(shellWord('home/shop/orders')).toBe('home/shop/orders');
});

test('a shell reads back what was written, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0'));
      const { stdout } = spawnSync('sh', ['-c', `printf '%s' ${shellWord(text)}`], { encoding: 'utf8' });
      expect(stdout).toBe(text);
    }),
    { numRuns: 50 },
  );
});
