// `npm start`: synthesises the SafeOps example into build/safeops and prints its recovery plan and Backup Matrix.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'examples/safeops';
const folder = 'build/safeops';

/** Runs the command line as a user would, from the root of the checkout. */
function restorable(...args) {
  console.log(`$ restorable ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  console.log();
}

restorable('synth', example, '--out', folder);
restorable('plan', example);
restorable('matrix', example);
console.log(`The tree for Flux is in ${folder}, composed by ${example}/main.ts.`);
