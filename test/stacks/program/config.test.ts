import { describe, expect, it } from '@jest/globals';
import type { StackConfig } from '../../../stacks/program/config';
import { codesAndPlaces } from '../problem-codes';
import { configOf } from './config-of';

function read<T>(value: unknown, look: (config: StackConfig) => T, secrets: readonly string[] = []) {
  const config = configOf({ key: value }, secrets);
  const seen = look(config);
  return [seen, ...codesAndPlaces(config.problems)];
}

const WRONG = 'RST939 config.key';

describe('configuration of a stack', () => {
  it('takes an empty value for none: optional keys of a project have defaults', () => {
    expect(read('', (config) => config.tryText('key'))).toEqual([undefined]);
    expect(read('0', (config) => config.tryNumber('key'))).toEqual([undefined]);
    expect(read({}, (config) => config.textsByPlace('key'))).toEqual([{}]);
    expect(read(undefined, (config) => config.texts('key'))).toEqual([[]]);
  });

  it('RST939: gathers what is missing or of the wrong kind', () => {
    expect(read(undefined, (config) => config.text('key'))).toEqual(['', WRONG]);
    expect(read('x', (config) => config.tryOneOf('key', ['a', 'b']))).toEqual([undefined, WRONG]);
    expect(read('1.5', (config) => config.tryNumber('key'))).toEqual([undefined, WRONG]);
    expect(read('yes', (config) => config.tryFlag('key'))).toEqual([undefined, WRONG]);
    expect(read('{', (config) => config.texts('key'))).toEqual([[], WRONG]);
    expect(read([1], (config) => config.texts('key'))).toEqual([[], WRONG]);
    expect(read({ a: 1 }, (config) => config.textsByName('key'))).toEqual([{}, WRONG]);
    expect(read({ a: 'text' }, (config) => config.textsByPlace('key'))).toEqual([{}, WRONG]);
    expect(read({ a: 'text' }, (config) => config.maps('key'))).toEqual([{}, WRONG]);
  });

  it('reads values of the right kind', () => {
    expect(read('text', (config) => config.text('key'))).toEqual(['text']);
    expect(read('b', (config) => config.tryOneOf('key', ['a', 'b']))).toEqual(['b']);
    expect(read('30', (config) => config.tryNumber('key'))).toEqual([30]);
    expect(read('false', (config) => config.tryFlag('key'))).toEqual([false]);
    expect(read(['a'], (config) => config.texts('key'))).toEqual([['a']]);
    expect(read({ a: 'b' }, (config) => config.textsByName('key'))).toEqual([{ a: 'b' }]);
    expect(read({ a: { b: 'c' } }, (config) => config.textsByPlace('key'))).toEqual([{ a: { b: 'c' } }]);
    expect(read({ a: { b: 1 } }, (config) => config.maps('key'))).toEqual([{ a: { b: 1 } }]);
  });

  it('RST944: takes secrets only where they are encrypted, and never shows them', () => {
    expect(read('MARKED', (config) => config.trySecret('key'), ['key'])).toEqual(['MARKED']);
    expect(read('MARKED', (config) => config.trySecret('key'))).toEqual(['MARKED', 'RST944 config.key']);
    expect(read(undefined, (config) => config.trySecret('key'))).toEqual([undefined]);
    const values = { a: { b: 'MARKED' } };
    expect(read(values, (config) => config.secretsByPlace('key'), ['key'])).toEqual([values]);
    expect(read(values, (config) => config.secretsByPlace('key'))).toEqual([values, 'RST944 config.key']);
    const config = configOf({ key: 'MARKED' });
    config.trySecret('key');
    expect(JSON.stringify(config.problems)).not.toContain('MARKED');
  });
});
