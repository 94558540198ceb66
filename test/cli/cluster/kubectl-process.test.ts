import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectlProcess } from '../../../cli/cluster/kubectl-process';
import { emptyFolder } from '../project';

/** A folder with a kubectl that is this program of Node.js. */
function folderWith(program: string): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'kubectl'), `#!${process.execPath}\n${program}`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  return folder;
}

async function textOf(output: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of output) text += chunk;
  return text;
}

test('the kubectl of the PATH runs in the folder of the user, and gets its input', async () => {
  const folder = folderWith(`
    const { readFileSync } = require('node:fs');
    const said = { args: process.argv.slice(2), cwd: process.cwd(), input: readFileSync(0, 'utf8'), config: process.env.KUBECONFIG };
    process.stdout.write(JSON.stringify(said));
    process.stderr.write('warned');
    process.exit(3);
  `);
  const run = kubectlProcess({ cwd: folder, env: { PATH: folder, KUBECONFIG: 'mine' } });
  const { output, ended } = run(['get', 'pods'], { input: 'the object' });
  expect(JSON.parse(await textOf(output))).toEqual({
    args: ['get', 'pods'],
    cwd: folder,
    input: 'the object',
    config: 'mine',
  });
  await expect(ended).resolves.toEqual({ status: 3, stderr: 'warned' });
});

test('is ended by its signal', async () => {
  const folder = folderWith(`process.stdout.write('here'); setInterval(() => undefined, 1000);`);
  const stop = new AbortController();
  const { output, ended } = kubectlProcess({ cwd: folder, env: { PATH: folder } })(['x'], {
    signal: stop.signal,
  });
  for await (const chunk of output) {
    expect(chunk).toBe('here');
    stop.abort();
  }
  await expect(ended).resolves.toMatchObject({ status: null });
});

test('a kubectl that is not there is RST740', async () => {
  const { output, ended } = kubectlProcess({ cwd: '/', env: { PATH: emptyFolder() } })(['x']);
  await textOf(output).catch(() => undefined);
  await expect(ended).rejects.toMatchObject({ problems: [{ code: 'RST740' }] });
});
