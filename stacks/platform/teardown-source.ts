import type * as esbuild from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The teardown program as JavaScript: as it was compiled, or compiled here where the package runs from its sources. */
export function teardownSource(): string {
  const compiled = join(__dirname, 'teardown-program.js');
  if (existsSync(compiled)) return readFileSync(compiled, 'utf8');
  // Loaded only here: starting the compiler costs more than the rest of the program.
  const { transformSync } = createRequire(__filename)('esbuild') as typeof esbuild;
  const source = readFileSync(join(__dirname, 'teardown-program.ts'), 'utf8');
  return transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' }).code;
}
