// Measures what looking at a large archive before and after a drill takes: time, and memory of a process that does nothing
// else. The store is another process on this machine, so the time is that of the runner, not of a network.
//   npm run bench:archive             100,000 objects
//   npm run bench:archive -- 1000000  a million
// Ends with 1 where the memory is not under the bar.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** MiB. */
const BAR = 96;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const built = 'build/bench';
const objects = process.argv[2] ?? '100000';

mkdirSync(built, { recursive: true });
buildSync({
  entryPoints: ['bench/drill-overhead/inspect-once.ts', 'bench/drill-overhead/large-archive.ts'],
  outdir: built,
  entryNames: '[name]',
  bundle: true,
  minify: true,
  platform: 'node',
  tsconfigRaw: '{}',
});

const store = spawn(process.execPath, [`${built}/large-archive.js`, objects], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [endpoint] = await once(createInterface(store.stdout), 'line');
  // As the CronJob starts the runner.
  const reader = spawn(process.execPath, ['--optimize-for-size', `${built}/inspect-once.js`, endpoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(reader.stdout), 'line');
  const { seen, before, after, memory } = JSON.parse(line);
  console.log('| objects | before s | after s | memory MiB |');
  console.log('|---|---|---|---|');
  console.log(`| ${seen} | ${before.toFixed(1)} | ${after.toFixed(1)} | ${memory} |`);
  console.log(`\nbar ${BAR} MiB`);
  if (memory >= BAR) process.exitCode = 1;
} finally {
  store.kill();
}
