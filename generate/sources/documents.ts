import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isRecord } from '../record';

/** One YAML or JSON document of a source. */
export interface SourceDocument {
  /** Name of the file, without folders, so that it is the same on every machine. */
  readonly source: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

/** Reads the documents of files and of the files directly in folders, in the order of their names. */
export function readDocuments(paths: readonly string[]): readonly SourceDocument[] {
  return paths.flatMap((path) => {
    const files = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => EXTENSIONS.has(extname(name)))
          .sort()
          .map((name) => join(path, name))
      : [path];
    return files.flatMap((file) => parseDocuments(readFileSync(file, 'utf8'), basename(file)));
  });
}

/** The documents of one text: several YAML documents, one JSON document, or the items of a List. */
export function parseDocuments(text: string, source: string): readonly SourceDocument[] {
  const contents = text.trimStart().startsWith('{')
    ? [JSON.parse(text) as unknown]
    : yamlContents(text, source);
  return contents
    .flatMap((content) =>
      isRecord(content) && Array.isArray(content['items']) ? (content['items'] as unknown[]) : [content],
    )
    .filter(isRecord)
    .map((content) => ({ source, content }));
}

function yamlContents(text: string, source: string): unknown[] {
  return parseAllDocuments(text).map((document) => {
    const error = document.errors[0];
    if (error !== undefined) throw new Error(`${source} is not YAML: ${error.message}`);
    return document.toJS() as unknown;
  });
}
