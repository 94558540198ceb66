import { join } from 'node:path';
import { compileApp } from '../../../cli/app-loader/compile-app';
import { runModule } from '../../../cli/app-loader/run-module';
import { RestorableError } from '../../../lib/core/problems';
import { projectOf } from '../project';

async function exported(
  files: Readonly<Record<string, string>>,
  name = 'main.ts',
): Promise<[unknown, string]> {
  const folder = projectOf(files);
  const file = join(folder, name);
  return [runModule(await compileApp(file, folder), file), folder];
}

test('the files of an app become one module, and are known', async () => {
  const folder = projectOf({
    'main.ts': "import { one } from './lib/one'; export const two: number = one + 1;",
    'lib/one.ts': 'export const one = 1;',
    'unused.ts': '',
  });
  const file = join(folder, 'main.ts');
  const compiled = await compileApp(file, folder);
  expect(runModule(compiled, file)).toMatchObject({ two: 2 });
  expect([...compiled.files].sort()).toEqual([join(folder, 'lib', 'one.ts'), file]);
});

test.each([
  ['main.js', "const { one } = require('./one'); exports.value = one;", { 'one.js': 'exports.one = 1;' }],
  [
    'main.mjs',
    "import { one } from './one.mjs'; export const value = one;",
    { 'one.mjs': 'export const one = 1;' },
  ],
  ['main.cts', "import one = require('./one.json'); export const value = one;", { 'one.json': '1' }],
])('%s works too', async (name, text, others) => {
  const [result] = await exported({ [name]: text, ...others }, name);
  expect(result).toMatchObject({ value: 1 });
});

test('every file knows its own place', async () => {
  const [result, folder] = await exported({
    'main.ts':
      "import { here, file, url } from './sub/place'; export { here, file, url }; export const main = __dirname + __filename;",
    'sub/place.ts':
      'export const here = __dirname; export const file: string = __filename; export const url = import.meta.url;',
  });
  expect(result).toMatchObject({
    main: `${folder}${join(folder, 'main.ts')}`,
    here: join(folder, 'sub'),
    file: join(folder, 'sub', 'place.ts'),
    url: `file://${join(folder, 'sub', 'place.ts')}`,
  });
});

test('a file that declares its place itself keeps it', async () => {
  const [result] = await exported({ 'main.ts': "import './a';", 'a.ts': '' });
  expect(result).toEqual({});
  const [own] = await exported({
    'main.ts':
      "import { dirname } from 'node:path';\nconst __dirname = dirname('/a/b');\nexport const place = __dirname;",
  });
  expect(own).toMatchObject({ place: '/a' });
});

test('paths of a tsconfig lead to files of the project, and never into packages that are shared', async () => {
  const [result] = await exported({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        paths: { '@/*': ['./src/*'], constructs: ['./src/own'], restorable: ['./src/own'] },
      },
    }),
    'src/own.ts': 'export const own = 1; export const Construct = 2; export const App = 3;',
    'main.ts':
      "import { own } from '@/own'; import { Construct } from 'constructs'; export const value = [own, typeof Construct];",
  });
  expect(result).toMatchObject({ value: [1, 'function'] });
});

test('packages of the project are its own', async () => {
  const [result] = await exported({
    'main.ts':
      "import { name } from 'some-package'; import sub from 'some-package/sub'; export const all = [name, sub];",
    'node_modules/some-package/index.js': "exports.name = 'of the project';",
    'node_modules/some-package/sub.js': "module.exports = 'below it';",
    'node_modules/cdk8s/index.js': '',
  });
  expect(result).toMatchObject({ all: ['of the project', 'below it'] });
});

test('what the project has a copy of is taken from there, the rest from here', async () => {
  const [result] = await exported({
    'main.ts':
      "import { mine } from 'cdk8s'; import { Construct } from 'constructs'; import { App } from 'restorable'; export const all = [mine, typeof Construct, typeof App];",
    'node_modules/cdk8s/package.json': '{"name":"cdk8s"}',
    'node_modules/cdk8s/index.js': "exports.mine = 'of the project';",
  });
  expect(result).toMatchObject({ all: ['of the project', 'function', 'function'] });
});

test('everything that does not compile is told with its place in the source', async () => {
  const folder = projectOf({
    'main.ts': "import './missing';\nimport './wrong';\n",
    'wrong.ts': 'export const a = 1;\n\nconst = 2;\n',
  });
  const failure: unknown = await compileApp(join(folder, 'main.ts'), folder).catch((error: unknown) => error);
  expect(RestorableError.is(failure) && failure.problems).toEqual([
    expect.objectContaining({
      code: 'RST703',
      path: 'main.ts:1:8',
      reason: expect.stringContaining('./missing') as string,
    }),
    expect.objectContaining({ code: 'RST703', path: 'wrong.ts:3:7' }),
  ]);
});
