import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { KindDocument } from '../lib/kubernetes/schema/shape';
import { schemaPath, type Generated, type Previous } from './generate';
import { EMPTY_INDEX, INDEX_FILE, type GeneratedIndex } from './generated-index';
import { moduleOf } from './types/type-name';

/** The folder of generated code: what is in it, and how it is brought up to date. */
export class GeneratedFolder implements Previous {
  readonly index: GeneratedIndex;

  constructor(private readonly path: string) {
    this.index = (this.tryRead(INDEX_FILE) as GeneratedIndex | undefined) ?? EMPTY_INDEX;
  }

  schema(apiVersion: string, kind: string): KindDocument | undefined {
    return this.tryRead(schemaPath({ apiVersion, kind })) as KindDocument | undefined;
  }

  /** Writes what changed, and removes what is not generated any more. Returns the paths it touched. */
  update({ files, index }: Generated): readonly string[] {
    const changed = [...files].filter(([file, text]) => this.tryReadText(file) !== text);
    for (const [file, text] of changed) {
      mkdirSync(dirname(join(this.path, file)), { recursive: true });
      writeFileSync(join(this.path, file), text);
    }
    const belongs = new Set([INDEX_FILE, ...filesOf(index)]);
    const stale = this.files().filter((file) => !belongs.has(file));
    for (const file of stale) rmSync(join(this.path, file));
    return [...changed.map(([file]) => file), ...stale];
  }

  private files(): readonly string[] {
    const entries = readdirSync(this.path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(this.path.length + 1)
        .split(sep)
        .join('/'),
    );
  }

  private tryRead(file: string): unknown {
    const text = this.tryReadText(file);
    return text === undefined ? undefined : JSON.parse(text);
  }

  private tryReadText(file: string): string | undefined {
    const path = join(this.path, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }
}

function filesOf(index: GeneratedIndex): readonly string[] {
  const schemas = Object.keys(index.kinds).map((key) => {
    const slash = key.lastIndexOf('/');
    return `schemas/${moduleOf(key.slice(0, slash))}/${key.slice(slash + 1)}.json`;
  });
  return [...schemas, ...Object.keys(index.modules).map((module) => `${module}.ts`)];
}
