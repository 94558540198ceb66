import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** What a command of Pulumi answered. */
export interface PulumiAnswer {
  readonly status: number;
  /** Everything it wrote. */
  readonly output: string;
  readonly stdout: string;
}

/** The project of this package, compiled into a folder of its own, with a state of its own; run by the `pulumi` on PATH. */
export class PulumiProject {
  /**
   * Compiles it. Types are not checked.
   *
   * @param environment further variables of Pulumi
   */
  static async make(environment: Readonly<Record<string, string>> = {}): Promise<PulumiProject> {
    const folder = mkdtempSync(join(tmpdir(), 'restorable-stacks-'));
    const sources = ['lib', 'stacks'].flatMap((part) =>
      readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(part, path)),
    );
    await build({
      absWorkingDir: ROOT,
      entryPoints: sources,
      outdir: join(folder, 'dist'),
      outbase: ROOT,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // As the compiler does for CommonJS: a require where TypeScript has import().
      supported: { 'dynamic-import': false },
    });
    const scripts = join('stacks', 'cluster', 'scripts');
    cpSync(join(ROOT, scripts), join(folder, 'dist', scripts), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const project = readFileSync(join(ROOT, 'Pulumi.yaml'), 'utf8').replace(/^stackConfigDir: .*$/m, '');
    writeFileSync(join(folder, 'Pulumi.yaml'), project);
    return new PulumiProject(folder, environment);
  }

  private constructor(
    readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Writes a file of the project. */
  write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }

  /** Runs Pulumi, and tells what it answered. */
  try(...args: readonly string[]): Promise<PulumiAnswer> {
    return this.answer(args, '');
  }

  /** Runs Pulumi with a file of the project as its input. Throws with what it wrote where it fails. */
  async pipe(file: string, ...args: readonly string[]): Promise<string> {
    return succeeded(args, await this.answer(args, readFileSync(join(this.folder, file), 'utf8')));
  }

  private async answer(args: readonly string[], input: string): Promise<PulumiAnswer> {
    const child = spawn('pulumi', ['--non-interactive', ...args], {
      cwd: this.folder,
      env: {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${this.folder}`,
        PULUMI_CONFIG_PASSPHRASE: 'e2e',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        ...this.environment,
      },
    });
    child.stdin.end(input);
    let [output, stdout] = ['', ''];
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      stdout += text.toString();
    });
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const status = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? -1));
    });
    return { status, output, stdout };
  }

  /** Runs Pulumi and returns what it wrote. Throws with it where it fails. */
  async run(...args: readonly string[]): Promise<string> {
    return succeeded(args, await this.try(...args));
  }

  /** Sets configuration of a stack. */
  async configure(stack: string, values: Readonly<Record<string, string>>, secrets = false): Promise<void> {
    for (const [path, value] of Object.entries(values)) {
      const kind = secrets ? '--secret' : '--plaintext';
      await this.run('config', 'set', '--stack', stack, kind, '--path', path, '--', value);
    }
  }

  /** Deletes the folder, state included. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function succeeded(args: readonly string[], { status, output }: PulumiAnswer): string {
  if (status !== 0) throw new Error(`pulumi ${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}
