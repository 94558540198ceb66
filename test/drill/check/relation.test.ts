import fc from 'fast-check';
import { readName, Relation } from '../../../lib/drill/check/relation';
import { codesOf, thrownBy } from '../problems';

test.each([
  ['orders', { name: 'orders' }],
  ['sales.items', { schema: 'sales', name: 'items' }],
  ['"orders"', { name: 'orders' }],
  ['Order Items', { name: 'Order Items' }],
  ['sales."items.v2"', { schema: 'sales', name: 'items.v2' }],
  ['"a.b"."c.d"', { schema: 'a.b', name: 'c.d' }],
  ['"say ""hi"""', { name: 'say "hi"' }],
])('%s is read as it is written', (text, plan) => {
  expect(Relation.parse(text).plan()).toEqual(plan);
});

test('the case of a name is kept, unlike in SQL', () => {
  expect(Relation.parse('User').plan()).toEqual({ name: 'User' });
});

test.each(['', '.', 'a.', '.a', 'a.b.c', '"', '"a', 'a"b', '"a"b', ' a', 'a ', 'sales. items', 'a\nb', '""'])(
  'the text %j is refused',
  (text) => {
    expect(codesOf(() => Relation.parse(text))).toEqual(['RST601']);
  },
);

test('a name may have 63 bytes, not 63 characters', () => {
  expect(Relation.parse('x'.repeat(63)).name).toHaveLength(63);
  expect(codesOf(() => Relation.parse('x'.repeat(64)))).toEqual(['RST601']);
  expect(thrownBy(() => Relation.parse('ü'.repeat(40)))[0]?.reason).toContain('80');
});

test('any name PostgreSQL can have is read back from its written form', () => {
  const name = fc
    .string({
      minLength: 1,
      maxLength: 30,
      unit: fc.constantFrom('a', 'Z', '_', '.', '"', ' ', 'é', '$', '-'),
    })
    .filter((text) => text === text.trim());
  fc.assert(
    fc.property(fc.option(name, { nil: undefined }), name, (schema, table) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const written = [schema, table].flatMap((part) => (part === undefined ? [] : [quoted(part)])).join('.');
      const relation = Relation.parse(written);
      expect(relation.schema).toBe(schema);
      expect(relation.name).toBe(table);
      expect(Relation.parse(relation.toString()).plan()).toEqual(relation.plan());
    }),
  );
});

test('a name outside a schema is taken as a whole, dots included', () => {
  expect(readName('role', 'app.reader')).toBe('app.reader');
  expect(thrownBy(() => readName('role', ''))[0]).toMatchObject({
    code: 'RST601',
    reason: 'the name of the role is empty',
  });
});
