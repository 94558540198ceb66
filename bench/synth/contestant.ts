import { resolve } from 'node:path';

/** What a contestant is asked to do. */
export interface Settings {
  readonly environments: number;
  /** Folder to write to. */
  readonly out: string;
  /** How far to go: `synth`, or `compose` and `construct`, which write nothing. */
  readonly mode: string;
  /** Whether each environment has a NamespaceBackup besides its databases. */
  readonly velero: boolean;
}

/** A function that makes the objects of an environment as plain literals, and says which file each goes to. */
export interface Model {
  environment(name: string): readonly { readonly file: string; readonly manifest: object }[];
}

/** Reads the command line: environments, folder, mode, `velero`. */
export function settings(): Settings {
  const [, , environments = '1', out = 'build/bench/out', mode = 'synth', extra] = process.argv;
  return { environments: Number(environments), out: resolve(out), mode, velero: extra === 'velero' };
}

/** The generated model; see `make-model.ts`. */
export function loadModel(): Model {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- generated code, known only at run time
  return require(resolve('build/bench/model.js')) as Model;
}

/** Prints what the process used, for whoever measures it. */
export function finish(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: Math.round(maxRSS / 1024) }),
  );
}
