import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkObject, KindSchema, type KindDocument } from '../../../lib/kubernetes/schema';
import { arbitraryObject } from './arbitrary-object';
import { mutationsOf } from './mutations';

const GENERATED = join(__dirname, '..', '..', '..', 'lib', 'kubernetes', 'generated', 'schemas');

function documentOf(key: string): KindDocument {
  const module = key.split('/').length === 2 ? `core/${key}` : key;
  return JSON.parse(readFileSync(join(GENERATED, `${module}.json`), 'utf8')) as KindDocument;
}

describe.each([...KindSchema.knownKinds])('every %s', (key) => {
  const document = documentOf(key);

  test('that matches its schema passes, and each fault in it is found where it is', () => {
    const property = fc.property(arbitraryObject(document), fc.nat(), (object, choice) => {
      expect(checkObject(object)).toEqual([]);
      const mutations = mutationsOf(document, object);
      const mutation = mutations[choice % mutations.length];
      if (mutation === undefined) throw new Error('an unknown field can be added to every object');
      const violations = checkObject(mutation.object);
      expect(violations).toContainEqual(expect.objectContaining({ property: mutation.path }));
    });
    fc.assert(property, { numRuns: 40 });
  });
});
