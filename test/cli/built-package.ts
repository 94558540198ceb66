import { spawnSync, type SpawnSyncOptionsWithStringEncoding } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Ran } from './host';
import { emptyFolder } from './project';

const ROOT = dirname(dirname(__dirname));

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

/** The package as `npm run build` lays it out, made from the sources as they are now. Types are not checked. */
export class BuiltPackage {
  /** Compiles it into a folder of its own. */
  static async make(): Promise<BuiltPackage> {
    const folder = emptyFolder();
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['lib', 'cli', 'runner'].flatMap(sourcesIn),
      outdir: join(folder, 'dist'),
      outbase: ROOT,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // As the compiler does for CommonJS: a require where TypeScript has import().
      supported: { 'dynamic-import': false },
    });
    const schemas = join('lib', 'kubernetes', 'generated');
    cpSync(join(ROOT, schemas), join(folder, 'dist', schemas), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
    for (const path of [join('dist', 'runner', 'restorable-runner.js.gz'), 'package.json']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, path));
    }
    const quickstart = readFileSync(join(ROOT, 'examples', 'quickstart', 'main.ts'), 'utf8');
    writeFileSync(join(folder, 'dist', 'cli', 'scaffold', 'quickstart.json'), JSON.stringify(quickstart));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const binary = join(folder, 'dist', 'cli', 'main.js');
    chmodSync(binary, 0o755);
    return new BuiltPackage(folder, binary);
  }

  private constructor(
    readonly folder: string,
    /** The program `restorable`. */
    readonly binary: string,
  ) {}

  /** Runs the program in a process of its own. */
  run(
    cwd: string,
    args: readonly string[],
    options: Pick<SpawnSyncOptionsWithStringEncoding, 'input' | 'env'> = {},
  ): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.binary, ...args], {
      cwd,
      encoding: 'utf8',
      timeout: 60_000,
      ...options,
    });
    return { code: status ?? -1, stdout, stderr };
  }
}
