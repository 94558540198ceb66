// Synthesises the examples into their committed trees and writes their runbooks; with --check it fails where one differs from
// its code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
/** What delivers a system from Git, where that is not Flux. */
const deliverers = { bookstore: 'argocd' };
const scratch = mkdtempSync(join(tmpdir(), 'restorable-examples-'));
let failed = 0;

function restorable(...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
    stdio: 'inherit',
  });
  if (status !== 0) failed++;
}

for (const name of readdirSync(join(root, 'examples'))) {
  const folder = join(root, 'examples', name);
  if (!existsSync(join(folder, 'main.ts'))) continue;
  console.log(`== ${name}`);
  restorable('synth', folder, ...(check ? ['--check'] : []));
  const committed = join(folder, 'DR-RUNBOOK.md');
  const out = check ? join(scratch, `${name}.md`) : committed;
  restorable('runbook', folder, '--deliverer', deliverers[name] ?? 'flux', '--out', out);
  if (check && readFileSync(out, 'utf8') !== readFileSync(committed, 'utf8')) {
    console.error(`examples/${name}/DR-RUNBOOK.md is not what its code says: run npm run examples`);
    failed++;
  }
}
rmSync(scratch, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
