import { tryTranslatePattern } from '../../../lib/kubernetes/schema/pattern';

describe('tryTranslatePattern', () => {
  test('keeps what both languages read alike', () => {
    expect(tryTranslatePattern('^[1-9][0-9]*[dwm]$')?.source).toBe('^[1-9][0-9]*[dwm]$');
  });

  test.each(['(?i)^warn$', '^(?i)warn$'])('understands leading flags: %s', (pattern) => {
    expect(tryTranslatePattern(pattern)?.test('WARN')).toBe(true);
    expect(tryTranslatePattern(pattern)?.test('WARNING')).toBe(false);
  });

  test.each(['\\Aa', 'a\\z', '\\Qa\\E', '\\pL', '[[:alpha:]]', '(?P<n>a)', 'a(?i)b', '(?i:a)', '['])(
    'refuses what JavaScript reads differently or not at all: %s',
    (pattern) => {
      expect(tryTranslatePattern(pattern)).toBeUndefined();
    },
  );
});
