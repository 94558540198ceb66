// `npm start`: synthesises the SafeOps example into build/safeops, prints its recovery plan and Backup Matrix, and rehearses
// the recovery of its database in develop on an embedded PostgreSQL.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'examples/safeops';
const folder = 'build/safeops';

/**
 * Runs the command line as a user would, from the root of the checkout.
 *
 * @param messages what becomes of messages: shown, or kept back unless the command fails
 */
function restorable(args, messages = 'inherit') {
  console.log(`$ restorable ${args.join(' ')}`);
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', messages],
  });
  if (status !== 0) {
    process.stderr.write(stderr ?? '');
    process.exit(status ?? 1);
  }
  console.log();
}

restorable(['synth', example, '--out', folder]);
// Both compose the same again: their warnings are those of synth.
restorable(['plan', example], 'pipe');
restorable(['matrix', example], 'pipe');
restorable(['rehearse', example, '--protection', 'develop/app-postgres', '--evidence', 'build/evidence']);
console.log(
  `The tree for Flux is in ${folder}, composed by ${example}/main.ts; the evidence is in build/evidence.`,
);
