// Measures whole cold rehearsals of the quickstart: 100,000 rows, the end of the archive and a point in time.
//   npm run bench:rehearse            three runs
//   npm run bench:rehearse -- 5       five
// Ends with 1 where the median is not under the bar.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Seconds. */
const BAR = 6;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const built = 'build/bench';
const runs = Number(process.argv[2] ?? 3);

mkdirSync(built, { recursive: true });
buildSync({
  entryPoints: ['bench/rehearse/rehearse-once.ts'],
  outdir: built,
  entryNames: '[name]',
  bundle: true,
  platform: 'node',
  packages: 'external',
  tsconfigRaw: '{}',
});

function run() {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${built}/rehearse-once.js`], {
    encoding: 'utf8',
  });
  const wall = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`the rehearsal failed: ${stderr}`);
  return { wall, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const results = Array.from({ length: runs }, run);
const phases = Object.keys(results[0].phases);
console.log(`| run | wall s | ${phases.join(' s | ')} s | CPU s of the process | memory MiB |`);
console.log(`|---|---|${phases.map(() => '---|').join('')}---|---|`);
for (const [index, { wall, phases: times, cpu, memory }] of results.entries()) {
  const columns = phases.map((name) => times[name].toFixed(2)).join(' | ');
  console.log(`| ${index + 1} | ${wall.toFixed(2)} | ${columns} | ${cpu.toFixed(2)} | ${memory} |`);
}
const wall = median(results.map((result) => result.wall));
console.log(`\nmedian ${wall.toFixed(2)} s, bar ${BAR} s`);
if (wall >= BAR) process.exitCode = 1;
