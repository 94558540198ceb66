import { resolve } from 'node:path';
import type { App, Composition } from '../../lib/composition';
import { cliProblems, Inspection, problem, RestorableError, type Problem } from '../../lib/core/problems';
import { ExitCode } from '../exit-codes';
import type { Host } from '../host';
import { reportProblems } from '../report-problems';
import { problemsOfThrown } from './app-error';
import { compileApp } from './compile-app';
import { findAppFile, type AppRequest } from './find-app-file';
import { runModule } from './run-module';

export type { AppRequest } from './find-app-file';

/** One app of a file and what it composes to. */
export interface ComposedApp {
  readonly app: App;
  readonly composition: Composition;
}

/**
 * Runs the file of an app and returns what its apps compose to, errors included. Nothing is written.
 *
 * Throws RST702, RST703, RST704 (with everything gathered before the app threw) and RST705.
 *
 * @param output folder to write to instead of the repositories of the apps
 */
export async function loadApps(
  request: AppRequest & { readonly output?: string },
  host: Host,
): Promise<readonly ComposedApp[]> {
  const { file, folder } = findAppFile(request, host.cwd);
  const compiled = await compileApp(file, host.cwd);
  const { openSession } = await import('../../lib/composition');
  const begun = new Set<App>();
  const composed = new Map<App, Composition>();
  const close = openSession({
    projectFolder: folder,
    ...(request.output !== undefined && { outputFolder: resolve(host.cwd, request.output) }),
    begin: (app) => begun.add(app),
    receive: (app, composition) => composed.set(app, composition),
  });
  const endDiversion = host.divertOutput();
  const endWatch = host.beforeEnd(() => {
    reportProblems([processEnded()], host, 'text');
    return ExitCode.invalid;
  });
  try {
    const exported = runModule(compiled, file);
    // An app may still be waiting for something; one that has composed everything it began is not waited for.
    if (begun.size === 0 || begun.size > composed.size) await settled(exported, host);
  } catch (thrown) {
    const pending = [...begun].filter((app) => !composed.has(app));
    throw new RestorableError(
      [
        ...[...composed.values()].flatMap((composition) => composition.problems),
        ...pending.flatMap((app) => Inspection.problemsIn(app)),
        ...problemsOfThrown(thrown, { file, files: compiled.files, cwd: host.cwd }),
      ],
      { cause: thrown },
    );
  } finally {
    endWatch();
    endDiversion();
    close();
  }
  if (begun.size === 0 || begun.size > composed.size) throw new RestorableError([notSynthesised(begun.size)]);
  return [...composed].map(([app, composition]) => ({ app, composition }));
}

/** Waits for what an app exports, where that is a promise, and for everything else it waits for. */
async function settled(exported: unknown, host: Host): Promise<void> {
  const result =
    typeof exported === 'object' && exported !== null && 'default' in exported ? exported.default : exported;
  await Promise.all([result, host.idle()]);
}

function notSynthesised(begun: number): Problem {
  return problem(cliProblems.appNotSynthesised, {
    reason:
      begun === 0
        ? 'the file makes no App of restorable'
        : 'the file has ended and `app.synth()` was not called',
  });
}

function processEnded(): Problem {
  return problem(cliProblems.appEndedProcess, {
    reason: 'it called process.exit, or waits for something that never comes',
  });
}
