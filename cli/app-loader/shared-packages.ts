import { createRequire } from 'node:module';
import { tryFindPackageFolder } from '../own-package';

/** Packages that an app and the command line should share one copy of. */
export const SHARED_PACKAGES = ['restorable', 'cdk8s', 'constructs'] as const;

/**
 * The `require` of an app. Packages are those of the project. What it shares with the command line comes from here where
 * the project has no copy, or has this very one.
 */
export function requireOf(file: string): (id: string) => unknown {
  const project = createRequire(file);
  return (id) => (isShared(id) && usesOwn(id, project) ? requireOwn(id) : (project(id) as unknown));
}

function isShared(id: string): boolean {
  return SHARED_PACKAGES.some((name) => id === name || id.startsWith(`${name}/`));
}

function usesOwn(id: string, project: NodeJS.Require): boolean {
  const theirs = tryResolve(id, project);
  if (theirs === undefined) return true;
  const own = tryResolve(id, require);
  return own !== undefined && tryFindPackageFolder(own) === tryFindPackageFolder(theirs);
}

function tryResolve(id: string, from: NodeJS.Require): string | undefined {
  try {
    return from.resolve(id);
  } catch {
    return undefined;
  }
}

function requireOwn(id: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which package it is only the app knows
  return require(id) as unknown;
}
