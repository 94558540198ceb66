// Runs a TypeScript program of this project without compiling the project: node scripts/run.mjs <file.ts> [argument…]
// Each file is compiled when it is required, so that every module keeps its own __dirname. Types are not checked.
import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { resolve } from 'node:path';

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) {
  console.error('usage: node scripts/run.mjs <file.ts> [argument…]');
  process.exit(2);
}

Module._extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const options = {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    // A require where TypeScript has import(), as its compiler makes it: Node.js itself cannot import these files.
    supported: { 'dynamic-import': false },
    sourcefile: file,
    sourcemap: 'inline',
  };
  module._compile(transformSync(source, options).code, file);
};

process.setSourceMapsEnabled(true);
const path = resolve(program);
process.argv = [process.argv[0], path, ...programArguments];
createRequire(import.meta.url)(path);
