import fc from 'fast-check';
import { exposition } from '../../../runner/metrics/exposition';
import { readExposition } from './exposition-reader';

const text = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '\n', '{', '}', ',', '=', ' ', '#', 'ö', '\r', '💾'),
});
const value = fc.double();
const label = fc.constantFrom('verdict', 'protection', '_x9');

test('whatever a label or a help holds is read back as it was, and nothing besides', () => {
  const sample = fc.record({ labels: fc.dictionary(label, text), value });
  fc.assert(
    fc.property(text, fc.array(sample, { maxLength: 4 }), (help, samples) => {
      const read = readExposition(exposition([{ name: 'restorable_drill_x', help, samples }]));
      expect(read.help.get('restorable_drill_x')).toBe(help);
      expect(read.samples.map(({ labels }) => labels)).toEqual(samples.map(({ labels }) => ({ ...labels })));
      // Zero has no sign in the format.
      expect(read.samples.map((one) => one.value)).toEqual(samples.map((one) => one.value + 0));
    }),
  );
});

test('what is no finite number is written as Go reads it', () => {
  const samples = [{ value: NaN }, { value: Infinity }, { value: -Infinity }, { value: 1.5 }];
  expect(exposition([{ name: 'a', help: 'b', samples }])).toBe(
    '# HELP a b\n# TYPE a gauge\na NaN\na +Inf\na -Inf\na 1.5\n',
  );
});
