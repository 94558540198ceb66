// Runs a TypeScript program of this project without compiling the project: node scripts/run.mjs <file.ts> [argument…]
// The program and what it imports by relative path is bundled in memory; packages are loaded as they are.
import { build } from 'esbuild';
import { Module } from 'node:module';
import { resolve } from 'node:path';

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) {
  console.error('usage: node scripts/run.mjs <file.ts> [argument…]');
  process.exit(2);
}

const path = resolve(program);
const { outputFiles } = await build({
  entryPoints: [path],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'error',
});

process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], path, ...programArguments];
const module = new Module(path);
module.filename = path;
module.paths = Module._nodeModulePaths(path);
module._compile(outputFiles[0].text, path);
