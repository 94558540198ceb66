// Synthesises the examples into their committed trees, or with --check fails where a tree differs from its code.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sketches = new Set(['knative-lambda', 'signatures']);
let failed = 0;
for (const name of readdirSync(`${root}/examples`)) {
  if (sketches.has(name) || !existsSync(`${root}/examples/${name}/main.ts`)) continue;
  console.log(`== ${name}`);
  const args = ['synth', `${root}/examples/${name}`, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, [`${root}/dist/cli/main.js`, ...args], { stdio: 'inherit' });
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
