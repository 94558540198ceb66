import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TextDecoder } from 'node:util';
import { cliProblems, fail } from '../../lib/core/problems';
import type { Host } from '../host';
import { guarded } from '../write-file';

/** Where the values of a Secret are read from. Never from arguments themselves: every user of the machine sees those. */
export interface ValueSources {
  /** Files of `KEY=value` lines, as `kubectl create secret --from-env-file` reads them. */
  readonly envFiles: readonly string[];
  /** `key=file`: the content of the file is the value, without a line break at its end. */
  readonly files: readonly string[];
}

/** Values by key. */
export type SecretValues = ReadonlyMap<string, string>;

/** Reads values from all sources; from standard input, as a JSON object, where there is no other. Throws RST712, RST721. */
export async function readValues({ envFiles, files }: ValueSources, host: Host): Promise<SecretValues> {
  if (envFiles.length === 0 && files.length === 0) return readStandardInput(host);
  const values = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (values.has(key)) refuse(key, 'it is given twice');
    values.set(key, value);
  };
  for (const file of envFiles) {
    for (const [key, value] of envEntries(readText(file, host.cwd), file)) add(key, value);
  }
  for (const pair of files) {
    const [, key, file] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (key === undefined || file === undefined) return refuse('--from-file', 'it has to be key=file');
    add(key, readText(file, host.cwd).replace(/\r?\n$/, ''));
  }
  return values;
}

async function readStandardInput({ stdin }: Host): Promise<SecretValues> {
  if (stdin.isTTY === true) return refuse('standard input', 'no values are given, and it is a terminal');
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  let document: unknown;
  try {
    document = JSON.parse(decoded(Buffer.concat(chunks), 'standard input'));
  } catch {
    // The message of the parser repeats what it could not read.
    return refuse('standard input', 'it is no JSON');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return refuse('standard input', 'it is no JSON object of keys and values');
  }
  return new Map(
    Object.entries(document).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' ? value : refuse(key, 'its value is no text'),
    ]),
  );
}

function* envEntries(text: string, file: string): Generator<readonly [string, string]> {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, key, value] = /^\s*([-._a-zA-Z0-9]+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      return refuse(file, `line ${index + 1} is not KEY=value`);
    }
    if (/^(["']).*\1$/.test(value)) {
      refuse(
        key,
        'its value is in quotes: some tools would take them as part of it. Leave them out, or use --from-file',
      );
    }
    yield [key, value];
  }
}

function readText(file: string, cwd: string): string {
  return decoded(
    guarded(file, () => readFileSync(resolve(cwd, file))),
    file,
  );
}

function decoded(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(source, 'it is no UTF-8 text');
  }
}

function refuse(value: string, reason: string): never {
  return fail(cliProblems.secretValuesRefused, { value, reason });
}
