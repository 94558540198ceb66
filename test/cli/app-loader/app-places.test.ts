import { placesOf } from '../../../cli/app-loader/app-places';

const FILES = new Set(['/home/me/app/main.ts', '/home/me/app/lib/databases.ts']);

test('only the files of the app are places, the innermost first', () => {
  const stack = [
    'TypeError: no',
    '    at databasesOf (/home/me/app/lib/databases.ts:3:29)',
    '    at new Construct (/home/me/app/node_modules/constructs/lib/construct.js:10:5)',
    '    at async Promise.all (index 0)',
    '    at Object.<anonymous> (/home/me/app/main.ts:12:5)',
    '    at file:///home/me/app/main.ts:20:1',
    '    at /home/me/app/main.ts:21:2',
    '    at Module._compile (node:internal/modules/cjs/loader:1521:14)',
  ].join('\n');
  expect(placesOf({ stack }, FILES, '/home/me')).toEqual([
    'app/lib/databases.ts:3:29',
    'app/main.ts:12:5',
    'app/main.ts:20:1',
    'app/main.ts:21:2',
  ]);
});

test.each([[undefined], [null], ['text'], [{}], [{ stack: undefined }]])('%j has no place', (thrown) => {
  expect(placesOf(thrown, FILES, '/')).toEqual([]);
});
