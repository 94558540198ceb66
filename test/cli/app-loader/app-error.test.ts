import { problemsOfThrown } from '../../../cli/app-loader/app-error';
import { coreProblems, problem, RestorableError } from '../../../lib/core/problems';

const app = { file: '/app/main.ts', files: new Set(['/app/main.ts']), cwd: '/app' };

function thrownAt(error: Error, ...places: readonly string[]): Error {
  error.stack = [`${error.name}: ${error.message}`, ...places.map((place) => `    at f (${place})`)].join(
    '\n',
  );
  return error;
}

test('an error is one problem with its place and callers', () => {
  const error = thrownAt(new RangeError('too far\nsecond line'), '/app/main.ts:3:1', '/app/main.ts:9:2');
  expect(problemsOfThrown(error, app)).toEqual([
    expect.objectContaining({
      code: 'RST704',
      path: 'main.ts:3:1',
      reason: 'RangeError: too far (called from main.ts:9:2)',
    }),
  ]);
});

test.each([
  ['text', 'text'],
  [undefined, 'undefined'],
  [{ message: 'plain object' }, 'Error: plain object'],
])('anything can be thrown: %j', (thrown, reason) => {
  expect(problemsOfThrown(thrown, app)).toMatchObject([{ code: 'RST704', path: 'main.ts', reason }]);
});

test.each([
  ["Cannot find module '@scope/pack/sub'\nRequire stack:\n- /app/main.ts", '@scope/pack'],
  ["Cannot find module 'pack/sub'\nRequire stack:\n- /app/main.ts", 'pack'],
])('a package that is not installed is named: %j', (message, name) => {
  const error = Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
  expect(problemsOfThrown(error, app)).toMatchObject([
    {
      fix: `Install the package in the project: npm install ${name}`,
      reason: message.replace(/^/, 'Error: ').split('\n')[0],
    },
  ]);
});

test('a file that is not there is no package to install', () => {
  const error = Object.assign(new Error("Cannot find module './x'"), { code: 'MODULE_NOT_FOUND' });
  const [found] = problemsOfThrown(error, app);
  expect(found?.fix).toBe('Correct the code at the place shown.');
});

test('problems of the catalogue stay what they are, with the place where they have none', () => {
  const [bare, placed] = ['', 'home/shop'].map((path) =>
    problem(coreProblems.invalidName, { path, reason: 'so' }),
  );
  const error = thrownAt(
    new RestorableError([bare, placed].filter((p) => p !== undefined)),
    '/app/main.ts:3:1',
  );
  expect(problemsOfThrown(error, app)).toEqual([{ ...bare, path: 'main.ts:3:1' }, placed]);
});
