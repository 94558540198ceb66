import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../../stacks/cluster/scripts');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));

const hasShellcheck = spawnSync('shellcheck', ['--version']).error === undefined;
if (!hasShellcheck) console.warn('skipped: shellcheck is not installed here');

test.each(scripts)('%s can be parsed by sh', (name) => {
  const { status, stderr } = spawnSync('sh', ['-n', join(folder, name)], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

(hasShellcheck ? test : test.skip)('shellcheck has nothing to say', () => {
  const files = scripts.map((name) => join(folder, name));
  const { status, stdout } = spawnSync(
    'shellcheck',
    ['--external-sources', '--source-path=SCRIPTDIR', ...files],
    {
      encoding: 'utf8',
    },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test.each(scripts)('%s stops at the first error, or is read by one that does', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const isProgram = text.startsWith('#!/bin/sh\n');
  expect(isProgram ? text : 'set -eu').toMatch(/^set -eu$/m);
  expect((statSync(join(folder, name)).mode & 0o111) !== 0).toBe(isProgram);
});

test.each(scripts)('%s passes no secret on a command line', (name) => {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  const secret = /STORE_SECRET_ACCESS_KEY|\$TOKEN/;
  const shown = lines.filter((line) => secret.test(line) && !/printf|^\s*#/.test(line));
  expect(shown).toEqual([]);
});
