import { FluxFolder } from '../../lib';
import { folderOrderProblems } from '../../lib/composition/folder-order';
import { Fixture } from '../postgres/fixture';

function folders(names: readonly string[]) {
  const { environment } = new Fixture();
  return names.map((name) => new FluxFolder(environment, `a/${name}`, { name }));
}

describe('folders that wait for each other', () => {
  test('in a line are fine, also where two wait for one', () => {
    const [a, b, c, d] = folders(['a', 'b', 'c', 'd']);
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four');
    b.dependOn(a);
    c.dependOn(a);
    d.dependOn(b, c);
    expect(folderOrderProblems([d, c, b, a])).toEqual([]);
  });

  test('in a circle are refused, and the circle is named (RST423)', () => {
    const [a, b, c] = folders(['a', 'b', 'c']);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three');
    a.dependOn(b);
    b.dependOn(c);
    c.dependOn(b);
    expect(folderOrderProblems([a, b, c])).toMatchObject([
      {
        code: 'RST423',
        path: 'home/shop/a--b',
        property: 'dependsOn',
        reason: 'the folders wait for each other: b → c → b',
      },
    ]);
  });

  test('in two circles are told twice (RST423)', () => {
    const [a, b, c, d] = folders(['a', 'b', 'c', 'd']);
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four');
    a.dependOn(b);
    b.dependOn(a);
    c.dependOn(d);
    d.dependOn(c);
    expect(folderOrderProblems([a, b, c, d]).map(({ reason }) => reason)).toEqual([
      'the folders wait for each other: a → b → a',
      'the folders wait for each other: c → d → c',
    ]);
  });

  test('never wait for themselves', () => {
    const [a] = folders(['a']);
    if (a === undefined) throw new Error('one');
    a.dependOn(a);
    expect(a.dependsOn).toEqual([]);
  });
});

test('two folders of one name are refused: one of their Kustomizations would be lost (RST422)', () => {
  const { environment } = new Fixture();
  const first = new FluxFolder(environment, 'x/data/orders');
  const second = new FluxFolder(environment, 'y/data/orders');
  expect(folderOrderProblems([first, second])).toMatchObject([
    {
      code: 'RST422',
      path: 'home/shop/y--data--orders',
      property: 'name',
      value: "'data-orders'",
      reason: "the folder 'x/data/orders' has the same name",
    },
  ]);
  const named = new FluxFolder(environment, 'z/data/orders', { name: 'orders' });
  expect(folderOrderProblems([first, named])).toEqual([]);
});

test('a folder that waits for one of another cluster is refused (RST428)', () => {
  const [own] = folders(['own']);
  const [foreign] = folders(['foreign']);
  if (own === undefined || foreign === undefined) throw new Error('two');
  own.dependOn(foreign);
  expect(folderOrderProblems([own])).toMatchObject([
    { code: 'RST428', property: 'dependsOn', value: "'a/foreign'" },
  ]);
});
