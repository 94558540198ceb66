import { TreeTarget } from '../../lib/composition/tree-target';

test('files that cannot stand in the tree become problems of their owner, and the others are there', () => {
  const target = new TreeTarget();
  target.add('flux/a.yaml', 'a', 'first');
  target.add('flux/a.yaml', 'b', 'second');
  target.add('../b.yaml', 'b', 'third');
  target.add('flux/A.yaml', 'c', 'fourth');
  target.add('flux/c.yaml', 'c', 'fifth');
  expect(target.problems.map(({ code, path, value }) => `${code} ${path} ${value ?? ''}`)).toEqual([
    "RST402 second 'flux/a.yaml'",
    "RST403 third '../b.yaml'",
    "RST404 fourth 'flux/A.yaml'",
  ]);
  expect(target.tree.paths).toEqual(['flux/a.yaml', 'flux/c.yaml']);
});
