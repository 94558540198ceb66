import type * as Yaml from 'yaml';

/** The one mapping a text contains, or why there is none. */
export type SingleDocument =
  { readonly content: Readonly<Record<string, unknown>> } | { readonly unreadable: string };

/** Reads YAML or JSON that contains one mapping. What cannot be read is described without repeating any of it. */
export function readDocument(text: string): SingleDocument {
  // Loading the parser costs more than composing a small app, and few compositions have SOPS files.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('yaml') as typeof Yaml;
  // The messages of the parser quote the lines around an error, which may be secrets.
  const documents = yaml.parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
  const [document, ...others] = [...documents];
  if (document === undefined) return { unreadable: 'it is empty' };
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    return { unreadable: `line ${line} is no YAML (${error.code})` };
  }
  if (others.length > 0) return { unreadable: 'it contains several documents' };
  if (!yaml.isMap(document.contents)) return { unreadable: 'it contains no object' };
  try {
    return { content: document.toJS({ maxAliasCount: 0 }) as Record<string, unknown> };
  } catch {
    return { unreadable: 'it contains aliases, which SOPS does not keep' };
  }
}
