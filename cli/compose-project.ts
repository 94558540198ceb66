import { RestorableError, type Problem } from '../lib/core/problems';
import type { AppRequest, ComposedApp } from './app-loader';
import type { Host } from './host';
import { Terminal } from './terminal';

/** The compositions of a project that has no errors. */
export interface ComposedProject {
  readonly apps: readonly ComposedApp[];
  readonly warnings: readonly Problem[];
}

/** Composes a project. Throws a RestorableError with all problems, warnings too, where one is an error. */
export async function composeProject(
  request: AppRequest & { readonly output?: string },
  host: Host,
): Promise<ComposedProject> {
  const { loadApps } = await import('./app-loader');
  const apps = await Terminal.messages(host).during('composing', () => loadApps(request, host));
  const problems = apps.flatMap(({ composition }) => composition.problems);
  if (problems.some((p) => p.severity === 'error')) throw new RestorableError(problems);
  return { apps, warnings: problems };
}
