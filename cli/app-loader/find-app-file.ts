import { statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';

/** Names of the file that composes a project, the preferred one first. */
const NAMES = ['main.ts', 'main.mts', 'main.cts', 'main.js', 'main.mjs', 'main.cjs'];

/** Which app is meant. */
export interface AppRequest {
  /** Folder of the project, or the file of its app, below the current folder. @default - the current folder */
  readonly project?: string;
  /** File of the app, below the folder of the project. @default - main.ts, or main.js */
  readonly app?: string;
}

/** Where an app is. */
export interface AppFile {
  /** The file, absolute. */
  readonly file: string;
  /** Folder that paths in the app are relative to. */
  readonly folder: string;
}

/** Finds the file of an app. Throws RST702. */
export function findAppFile(request: AppRequest, cwd: string): AppFile {
  const given = request.project ?? '.';
  const project = resolve(cwd, given);
  const kind = kindOf(project);
  if (kind === 'file' && request.app === undefined) return checked(project, given);
  if (kind !== 'folder') {
    fail(cliProblems.appNotFound, {
      value: given,
      reason: kind === 'file' ? 'with --app it has to be a folder' : 'there is no such folder',
    });
  }
  if (request.app !== undefined) {
    const file = resolve(project, request.app);
    if (kindOf(file) !== 'file') {
      fail(cliProblems.appNotFound, { value: request.app, reason: 'there is no such file in the project' });
    }
    return { ...checked(file, request.app), folder: project };
  }
  const name = NAMES.find((candidate) => kindOf(resolve(project, candidate)) === 'file');
  if (name === undefined) {
    fail(cliProblems.appNotFound, { value: given, reason: 'the folder has no main.ts or main.js' });
  }
  return { file: resolve(project, name), folder: project };
}

function checked(file: string, given: string): AppFile {
  if (!/^\.[cm]?[jt]sx?$/.test(extname(file))) {
    fail(cliProblems.appNotFound, {
      value: given,
      reason: `${basename(file)} is neither TypeScript nor JavaScript`,
    });
  }
  return { file, folder: dirname(file) };
}

function kindOf(path: string): 'file' | 'folder' | 'nothing' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nothing';
  return stats.isDirectory() ? 'folder' : 'file';
}
