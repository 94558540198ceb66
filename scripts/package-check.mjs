// Says what `npm pack` would ship, and fails where something is missing, or something is in it that nobody needs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  cwd: root,
  encoding: 'utf8',
});
const [{ files, size, unpackedSize }] = JSON.parse(output);
const paths = files.map(({ path }) => path);

const required = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'docs/errors.md',
  'docs/architecture.md',
  'dist/lib/index.js',
  'dist/lib/index.d.ts',
  'dist/charts/index.js',
  'dist/stacks/index.js',
  'dist/stacks/program/main.js',
  'dist/stacks/cluster/scripts/bootstrap.sh',
  'dist/cli/main.js',
  'dist/runner/restorable-runner.js.gz',
  'dist/lib/kubernetes/generated/schemas/postgresql.cnpg.io/v1/Cluster.json',
  'dist/lib/kubernetes/generated/index.json',
];
const allowed =
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|docs\/.*\.md|dist\/(lib|charts|stacks|cli|runner)\/.*\.(js|d\.ts|json|gz)|dist\/stacks\/cluster\/scripts\/.*\.sh)$/;
const missing = required.filter((path) => !paths.includes(path));
const unwanted = paths.filter((path) => !allowed.test(path));
for (const path of missing) console.error(`missing from the package: ${path}`);
for (const path of unwanted) console.error(`should not be in the package: ${path}`);
console.log(
  `${paths.length} files, ${Math.round(size / 1024)} KiB packed, ${Math.round(unpackedSize / 1024)} KiB unpacked`,
);
process.exitCode = missing.length + unwanted.length === 0 ? 0 : 1;
