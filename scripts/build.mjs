// Compiles the package to dist/, copies what TypeScript leaves behind, and bundles the drill runner.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleRunner } from './bundle-runner.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const generated = 'lib/kubernetes/generated';
cpSync(`${root}/${generated}`, `${root}/dist/${generated}`, {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
await bundleRunner();
const binary = `${root}/dist/cli/main.js`;
if (existsSync(binary)) chmodSync(binary, 0o755);
