// Measures synth at several sizes beside plain cdk8s and the floor: whole processes, in turn, medians.
//   npm run bench:synth                    sizes 1 10 100 1000, three runs each
//   npm run bench:synth -- 100 5           one size, five runs
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
const here = 'bench/synth';
const built = 'build/bench';
const sizes = process.argv[2] === undefined ? [1, 10, 100, 1000] : [Number(process.argv[2])];
const runs = Number(process.argv[3] ?? 3);

mkdirSync(built, { recursive: true });
buildSync({
  entryPoints: [
    `${here}/make-model.ts`,
    ...['restorable', 'plain-cdk8s', 'floor'].map((name) => `${here}/contestants/${name}.ts`),
  ],
  outdir: built,
  entryNames: '[name]',
  bundle: true,
  platform: 'node',
  packages: 'external',
  tsconfigRaw: '{}',
});

function run(program, ...args) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${built}/${program}.js`, ...args], {
    encoding: 'utf8',
  });
  const wall = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  return { wall, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const contestants = {
  'restorable, first synth': (n) => (fresh('restorable'), run('restorable', n, `${built}/restorable`)),
  'restorable, second synth': (n) => run('restorable', n, `${built}/restorable`),
  'restorable, composing alone': (n) => run('restorable', n, `${built}/restorable`, 'compose'),
  'restorable, first synth with Velero': (n) => (
    fresh('restorable-velero'),
    run('restorable', n, `${built}/restorable-velero`, 'synth', 'velero')
  ),
  'plain cdk8s, file per chart': (n) => (fresh('plain-cdk8s'), run('plain-cdk8s', n, `${built}/plain-cdk8s`)),
  floor: (n) => (fresh('floor'), run('floor', n, `${built}/floor`)),
};

/** One admission policy names every drill of a second Velero; no API server takes more of them in it (RST314). */
const mostWithVelero = 500;

function fresh(name) {
  rmSync(`${built}/${name}`, { recursive: true, force: true });
}

const model = spawnSync(process.execPath, [`${built}/make-model.js`], { encoding: 'utf8' });
if (model.status !== 0) throw new Error(model.stderr);
console.log(model.stdout.trim());
for (const size of sizes) {
  const taking = Object.entries(contestants).filter(
    ([name]) => size <= mostWithVelero || !name.endsWith('with Velero'),
  );
  const results = Object.fromEntries(taking.map(([name]) => [name, []]));
  for (let i = 0; i < runs; i++) {
    for (const [name, measure] of taking) results[name].push(measure(String(size)));
  }
  const floor = median(results['floor'].map((r) => r.cpu));
  console.log(
    `\n| ${size} environments | wall s | CPU s | times the floor | memory MiB |\n|---|---|---|---|---|`,
  );
  for (const [name, figures] of Object.entries(results)) {
    const of = (key) => median(figures.map((r) => r[key]));
    console.log(
      `| ${name} | ${of('wall').toFixed(2)} | ${of('cpu').toFixed(2)} | ${(of('cpu') / floor).toFixed(1)} | ${of('memory')} |`,
    );
  }
}
