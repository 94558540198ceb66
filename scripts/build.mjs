// Compiles the package to dist/, adds what the compiler leaves behind, and bundles the drill runner. Does nothing where
// neither the sources nor the output changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'dist');
const cache = join(root, 'node_modules', '.cache');
const stampFile = join(cache, 'restorable-build.txt');
const quickstart = 'examples/quickstart/main.ts';
const packed = join('cli', 'scaffold', 'quickstart.json');
/** Files of the output that no file of the same name is the source of. */
const made = [packed, join('runner', 'restorable-runner.js.gz')];
const folders = ['lib', 'charts', 'stacks', 'cli', 'runner'];
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
  'scripts/bundle-runner.mjs',
  quickstart,
];

/** Paths of all files below a folder, relative to it. */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Changes whenever one of the files does. */
function digestOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Paths of all sources, relative to the root. */
function sources() {
  return folders.flatMap((folder) => filesIn(join(root, folder)).map((path) => join(folder, path)));
}

function digestOfSources() {
  return digestOf([...settings, ...sources()].map((path) => join(root, path)));
}

function digestOfOutput() {
  return digestOf(filesIn(output).map((path) => join(output, path)));
}

/** Removes files whose source is gone, and tells whether a file is missing that the compiler believes it has written. */
function removeOrphans() {
  for (const path of filesIn(output)) {
    const source = path.endsWith('.json') ? path : path.replace(/\.(d\.ts|js)$/, '.ts');
    if (!made.includes(path) && !existsSync(join(root, source))) rmSync(join(output, path));
  }
  return sources().some(
    (path) => path.endsWith('.ts') && !existsSync(join(output, path.replace(/\.ts$/, '.js'))),
  );
}

/** Copies what is no TypeScript: the schemas of Kubernetes kinds. */
function copyOthers() {
  for (const folder of folders) {
    cpSync(join(root, folder), join(output, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
  // `restorable init` starts from the example, which the package does not contain.
  mkdirSync(dirname(join(output, packed)), { recursive: true });
  writeFileSync(join(output, packed), JSON.stringify(readFileSync(join(root, quickstart), 'utf8')));
}

// Taken before anything is compiled: what changes meanwhile is compiled the next time.
const before = digestOfSources();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== `${before} ${digestOfOutput()}`) {
  rmSync(stampFile, { force: true });
  if (removeOrphans()) rmSync(join(cache, 'tsconfig.build.tsbuildinfo'), { force: true });
  copyOthers();
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  const { bundleRunner } = await import('./bundle-runner.mjs');
  await bundleRunner();
  chmodSync(join(output, 'cli', 'main.js'), 0o755);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, `${before} ${digestOfOutput()}`);
}
