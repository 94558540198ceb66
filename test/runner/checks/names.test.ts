import * as fc from 'fast-check';
import { Relation } from '../../../lib/drill/check/relation';
import { readRelation, relationText } from '../../../runner/checks/names';

const name = fc
  .string({ minLength: 1, maxLength: 15, unit: 'grapheme' })
  .filter(
    (text) => text.trim() === text && text !== '' && !/\p{Cc}/u.test(text) && Buffer.byteLength(text) <= 63,
  );

test('a relation is written and read as the composition writes it', () => {
  fc.assert(
    fc.property(fc.option(name, { nil: undefined }), name, (schema, table) => {
      const relation = { ...(schema !== undefined && { schema }), name: table };
      const text = relationText(relation);
      expect(readRelation(text)).toEqual(relation);
      expect(Relation.parse(text).toString()).toBe(text);
      expect(Relation.parse(text).plan()).toEqual(relation);
    }),
  );
});
