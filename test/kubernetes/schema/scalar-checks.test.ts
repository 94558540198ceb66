import type { Shape } from '../../../lib/kubernetes/schema';
import { findings } from './compiled';

const reason = (shape: Shape, value: unknown): string | undefined => findings(shape, value)[0]?.reason;

describe('the check of a scalar', () => {
  test.each<[Shape, unknown]>([
    ['any', { whatever: [1] }],
    ['string', ''],
    ['boolean', false],
    ['integer', 3.0],
    ['int32', -2147483648],
    ['int64', 9007199254740991],
    ['number', 0.5],
    ['int-or-string', 80],
    ['int-or-string', 'http'],
    ['number-or-string', 0.5],
    [{ type: 'int-or-string', pattern: '^[0-9]+Gi$' }, '10Gi'],
    // The pattern holds for strings only, as in the API server.
    [{ type: 'int-or-string', pattern: '^[0-9]+Gi$' }, 10],
    ['date-time', '2026-01-31T04:00:00Z'],
    ['date-time', '2026-01-31T04:00:00.5+01:00'],
    ['byte', ''],
    ['byte', 'aGk='],
    ['byte', 'aGk\n='],
    [{ type: 'string', enum: ['gzip'] }, 'gzip'],
    [{ type: 'integer', enum: [1, 2] }, 2],
    [{ type: 'string', pattern: '^(?i)(abort|warn)?$' }, 'Warn'],
    [{ type: 'string', minLength: 2, maxLength: 2 }, '👍👍'],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 1],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 3],
  ])('accepts %j %j', (shape, value) => {
    expect(findings(shape, value)).toEqual([]);
  });

  test.each<[Shape, unknown, string]>([
    ['string', 17, 'must be a string, but is a whole number'],
    ['string', ['a'], 'must be a string, but is a list'],
    ['boolean', 'true', 'must be a boolean, but is a string'],
    ['integer', 1.5, 'must be a whole number, but is a fraction'],
    ['integer', '3', 'must be a whole number, but is a string'],
    ['int32', 2147483648, 'must be at most 2147483647'],
    ['int32', -2147483649, 'must be at least -2147483648'],
    ['number', NaN, 'must be a number, but is a fraction'],
    ['int-or-string', 0.5, 'must be a whole number or a string, but is a fraction'],
    ['int-or-string', true, 'must be a whole number or a string, but is a boolean'],
    [{ type: 'int-or-string', pattern: '^[0-9]+Gi$' }, '10GB', 'does not match ^[0-9]+Gi$'],
    ['date-time', '2026-01-31', 'must be a time like 2026-01-31T04:00:00Z'],
    ['byte', 'not base64!', 'must be base64'],
    ['byte', 'aGk', 'must be base64'],
    [{ type: 'string', enum: ['gzip', 'zstd'] }, 'xz', `must be one of 'gzip', 'zstd'`],
    [{ type: 'integer', enum: [1, 2] }, 3, 'must be one of 1, 2'],
    [{ type: 'string', minLength: 2 }, '👍', 'must have at least 2 characters'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'must have at most 2 characters'],
    [{ type: 'integer', minimum: 1 }, 0, 'must be at least 1'],
    [{ type: 'integer', maximum: 3 }, 4, 'must be at most 3'],
  ])('refuses %j %j', (shape, value, expected) => {
    expect(reason(shape, value)).toBe(expected);
  });

  test.each<[Shape, unknown, string]>([
    ['string', 17, 'Write it in quotes.'],
    ['integer', '17', 'Write it without quotes.'],
    ['boolean', 'false', 'Write it without quotes.'],
    [{ type: 'array', items: 'string' }, 'a', 'Write it as the one item of a list.'],
    [{ type: 'string', enum: ['prefer-standby', 'primary'] }, 'primry', `Did you mean 'primary'?`],
  ])('suggests for %j instead of %j: %s', (shape, value, suggestion) => {
    expect(findings(shape, value)[0]?.suggestion).toBe(suggestion);
  });

  test('suggests nothing where nothing is near', () => {
    expect(findings('integer', 'many')[0]).not.toHaveProperty('suggestion');
    expect(findings({ type: 'string', enum: ['gzip'] }, 'none at all')[0]).not.toHaveProperty('suggestion');
  });

  test('refuses a pattern the generator should not have let pass', () => {
    expect(() => findings({ type: 'string', pattern: '\\A' }, 'a')).toThrow('not JavaScript');
  });
});
