import { literalFiles } from '../../../cli/sealing/literal-files';
import { readValues } from '../../../cli/sealing/secret-values';
import { TestHost, type TestHostOptions } from '../host';
import { projectOf } from '../project';

const SECRET = 'hunter2';

function values(
  sources: { readonly envFiles?: readonly string[]; readonly files?: readonly string[] },
  options: TestHostOptions = {},
  content: Readonly<Record<string, string>> = {},
) {
  return readValues({ envFiles: [], files: [], ...sources }, new TestHost(projectOf(content), options));
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const failure = (await reading.catch((error: unknown) => error)) as Error;
  expect(failure.message).toContain('RST712');
  expect(failure.message).not.toContain(SECRET);
  return failure.message;
}

test('standard input is a JSON object', async () => {
  const read = await values({}, { input: '{"username": "app", "password": "pä=ss\\n"}' });
  expect([...read]).toEqual([
    ['username', 'app'],
    ['password', 'pä=ss\n'],
  ]);
});

test.each([
  ['nobody is asked to type', { typing: true }, 'it is a terminal'],
  ['no JSON', { input: `password: ${SECRET}` }, 'it is no JSON'],
  ['nothing', {}, 'it is no JSON'],
  ['a list', { input: `["${SECRET}"]` }, 'it is no JSON object of keys and values'],
  ['a number', { input: '{"password": 12345678}' }, "'password'[^]*its value is no text"],
  ['no UTF-8', { input: Buffer.from([0x7b, 0xff, 0x7d]) }, 'it is no JSON|it is no UTF-8 text'],
])('standard input is refused: %s', async (_, options, reason) => {
  expect(await refusal(values({}, options))).toMatch(new RegExp(reason));
});

test('an env file has KEY=value lines, taken as they are', async () => {
  const text = '# comment\n\n  A.b-c_1=one two\r\nB=x=y\n  # more\nC= #hash\n';
  const read = await values({ envFiles: ['env'] }, {}, { env: text });
  expect([...read]).toEqual([
    ['A.b-c_1', 'one two'],
    ['B', 'x=y'],
    ['C', ' #hash'],
  ]);
});

test.each([
  ['a line without a key', `${SECRET}\n`, 'line 1 is not KEY=value'],
  ['a key that Kubernetes does not allow', `A=1\nmy key=${SECRET}\n`, 'line 2 is not KEY=value'],
  ['quotes', `A="${SECRET}"\n`, "'A'[^]*its value is in quotes"],
  ['a key twice', `A=${SECRET}\nA=2\n`, "'A'[^]*it is given twice"],
])('an env file is refused: %s', async (_, text, reason) => {
  expect(await refusal(values({ envFiles: ['env'] }, {}, { env: text }))).toMatch(new RegExp(reason));
});

test('a file is a value, without the line break that editors add', async () => {
  const read = await values(
    { files: ['a=one', 'b=two', 'c=dir/three=3'] },
    {},
    { one: 'x\n', two: 'line\nline\r\n\n', 'dir/three=3': '' },
  );
  expect([...read]).toEqual([
    ['a', 'x'],
    ['b', 'line\nline\r\n'],
    ['c', ''],
  ]);
});

test('files and env files add up, and a key given by both is refused', async () => {
  const content = { env: 'A=1', file: '2' };
  expect([...(await values({ envFiles: ['env'], files: ['B=file'] }, {}, content))]).toEqual([
    ['A', '1'],
    ['B', '2'],
  ]);
  expect(await refusal(values({ envFiles: ['env'], files: ['A=file'] }, {}, content))).toMatch(
    /'A'[^]*given twice/,
  );
});

test.each([['password'], ['=file'], ['password=']])('--from-file %j names no key and file', async (pair) => {
  expect(await refusal(values({ files: [pair] }))).toContain('it has to be key=file');
});

test('a file that is not there is told by its name', async () => {
  await expect(values({ envFiles: ['missing.env'] })).rejects.toThrow(/RST721[^]*'missing\.env'[^]*ENOENT/);
});

test('a literal is taken only as the name of a file', () => {
  expect(literalFiles(['password=@a=b', 'user=@c'])).toEqual(['password=a=b', 'user=c']);
  expect(() => literalFiles([`password=${SECRET}`])).toThrow(/RST712[^]*could be read by every user/);
  expect(() => literalFiles([`password=${SECRET}`])).not.toThrow(new RegExp(SECRET));
});
