import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drillProblems, fail } from '../core/problems';

const BUNDLE = join('dist', 'runner', 'restorable-runner.js.gz');

/** The bundled and gzipped drill runner, as the build of this package made it. */
export class RunnerBundle {
  private static found: RunnerBundle | undefined;

  /** The runner of this package; read once. Throws RST627. */
  static find(): RunnerBundle {
    return (RunnerBundle.found ??= RunnerBundle.read(packageRoot(__dirname)));
  }

  /** The runner below the root of a package. Throws RST627. */
  static read(root: string): RunnerBundle {
    const file = join(root, BUNDLE);
    if (!existsSync(file)) {
      fail(drillProblems.runnerBundleMissing, {
        property: 'runner',
        value: BUNDLE,
        reason: 'this file of the package is missing',
      });
    }
    return new RunnerBundle(readFileSync(file));
  }

  /** SHA-256 of the gzipped bytes, hexadecimal. */
  readonly digest: string;
  /** The gzipped bytes, for `binaryData`. */
  readonly base64: string;

  private constructor(bytes: Buffer) {
    this.digest = createHash('sha256').update(bytes).digest('hex');
    this.base64 = bytes.toString('base64');
  }

  /** A ConfigMap never changes under its name: another runner has another name. */
  get configMapName(): string {
    return `restorable-runner-${this.digest.slice(0, 10)}`;
  }
}

/** The nearest folder with a package.json, upward: sources and compiled files lie at different depths. */
function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? folder : packageRoot(parent);
}
