import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInSession, type App, type Composition } from '../../lib';
import { ROOT } from './compile';

/** Folder of the examples. */
export const EXAMPLES = join(ROOT, 'examples');

/** Every folder with an app in it: synthesised, with its tree committed. */
export const APPS: readonly string[] = readdirSync(EXAMPLES)
  .filter((name) => existsSync(join(EXAMPLES, name, 'main.ts')))
  .sort();

/** Every TypeScript file of the examples. */
export function sourceFiles(): readonly string[] {
  return readdirSync(EXAMPLES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs an example as the command line does, and takes what it composes. Nothing is written. */
export function composeExample(name: string): { readonly app: App; readonly composition: Composition } {
  const received: { readonly app: App; readonly composition: Composition }[] = [];
  const session = {
    projectFolder: join(EXAMPLES, name),
    receive: (app: App, composition: Composition) => void received.push({ app, composition }),
  };
  runInSession(session, () => {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(join(EXAMPLES, name, 'main.ts'));
    });
  });
  if (received[0] === undefined || received.length > 1) throw new Error(`${received.length} apps in ${name}`);
  return received[0];
}
