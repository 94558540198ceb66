import { relative } from 'node:path';
import { cliProblems, problem, RestorableError, type Problem } from '../../lib/core/problems';
import { placesOf } from './app-places';

/** Where an app that threw was compiled from. */
export interface ThrowingApp {
  /** File of the app. */
  readonly file: string;
  /** All files it was compiled from. */
  readonly files: ReadonlySet<string>;
  /** Folder that places are told relative to. */
  readonly cwd: string;
}

/** The problems behind what an app threw, each with the place in the code of the app. */
export function problemsOfThrown(thrown: unknown, app: ThrowingApp): readonly Problem[] {
  const places = placesOf(thrown, app.files, app.cwd);
  const [place = relative(app.cwd, app.file), ...callers] = places;
  if (RestorableError.is(thrown)) {
    return thrown.problems.map((p) => (p.path === '' ? { ...p, path: place } : p));
  }
  const called = callers.length === 0 ? '' : ` (called from ${callers.slice(0, MOST_CALLERS).join(', ')})`;
  const missing = missingPackage(thrown);
  return [
    problem(cliProblems.appThrew, {
      path: place,
      reason: `${messageOf(thrown)}${called}`,
      ...(missing !== undefined && { fix: `Install the package in the project: npm install ${missing}` }),
    }),
  ];
}

const MOST_CALLERS = 5;

/** The first line of what was thrown; what follows in errors of Node.js is a list of files that required each other. */
function messageOf(thrown: unknown): string {
  const text =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown
      ? `${'name' in thrown ? String(thrown.name) : 'Error'}: ${String(thrown.message)}`
      : String(thrown);
  return text.split('\n', 1)[0] ?? '';
}

/** The package that an app imports and its project does not have (Node.js, error code MODULE_NOT_FOUND). */
function missingPackage(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  if (thrown.code !== 'MODULE_NOT_FOUND') return undefined;
  const [, name] = /Cannot find module '((?:@[^/']+\/)?[^./'@][^/']*)/.exec(messageOf(thrown)) ?? [];
  return name;
}
