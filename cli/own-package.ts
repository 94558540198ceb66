import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the command line needs to know of the package it is part of. */
export interface OwnPackage {
  readonly version: string;
  /** Packages that projects bring, with their versions. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** Those that a project brings only for what it uses are `optional`. */
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The nearest folder at or above a path that is the root of a package; undefined outside any. */
export function tryFindPackageFolder(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The root of this package, compiled or not. */
export function ownFolder(): string {
  const folder = tryFindPackageFolder(__dirname);
  if (folder === undefined) throw new Error(`'${__dirname}' is part of no package`);
  return folder;
}

/** Packages that every project has to bring, with their versions. */
export function neededPeers(): Readonly<Record<string, string>> {
  const { peerDependencies, peerDependenciesMeta } = ownPackage();
  return Object.fromEntries(
    Object.entries(peerDependencies).filter(([name]) => peerDependenciesMeta[name]?.optional !== true),
  );
}

/** The package.json of this package. */
export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(join(ownFolder(), 'package.json'), 'utf8')) as OwnPackage;
}
