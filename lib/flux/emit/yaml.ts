import { fail, fluxProblems } from '../../core/problems';
import { findNonJson, isPlainObject } from './non-json';
import { blockString, flowString } from './yaml-scalar';

/**
 * YAML of a JSON value: block style, indented by two spaces, one document that ends with a line break. Strings are quoted
 * wherever YAML 1.1, YAML 1.2 or the Go parsers of kubectl and Flux would read something else; text of several lines is a
 * literal block; lines are never folded; there are no anchors. Undefined is left out of maps and null in lists, as in JSON.
 *
 * @throws RST401 when the value holds anything that is not JSON
 */
export function toYaml(value: unknown): string {
  try {
    // A literal block at the root would stand at an indentation that readers count differently.
    if (typeof value === 'string') return `${flowString(value)}\n`;
    if (typeof value !== 'object' || value === null) return `${leaf(value, '')}\n`;
    const text = collection(value, '');
    return `${text === '' ? emptyCollection(value) : text}\n`;
  } catch (error) {
    if (error !== NOT_JSON && !(error instanceof RangeError)) throw error;
    const { property, reason } = findNonJson(value);
    return fail(fluxProblems.unrenderableObject, { ...(property !== '' && { property }), reason });
  }
}

/** YAML of several values as one stream, with `---` between documents. */
export function toYamlDocuments(values: readonly unknown[]): string {
  return yamlStream(values.map(toYaml));
}

/** One stream of documents that are YAML already. */
export function yamlStream(documents: readonly string[]): string {
  return documents.join('---\n');
}

/** Thrown by the walk; the place is looked for afterwards, so that the usual case does not carry it along. */
const NOT_JSON = new Error('not JSON');

/** The lines of a map or list, the first not indented; empty if there are none. */
function collection(value: object, indentation: string): string {
  if (Array.isArray(value)) return sequence(value, indentation);
  if (!isPlainObject(value)) throw NOT_JSON;
  return mapping(value, indentation);
}

function mapping(map: Readonly<Record<string, unknown>>, indentation: string): string {
  const inner = `${indentation}  `;
  let text = '';
  for (const name of Object.keys(map)) {
    const value = map[name];
    if (value === undefined) continue;
    text += text === '' ? key(name, indentation) : `\n${indentation}${key(name, indentation)}`;
    if (typeof value !== 'object' || value === null) text += `: ${leaf(value, inner)}`;
    else {
      const lines = collection(value, inner);
      text += lines === '' ? `: ${emptyCollection(value)}` : `:\n${inner}${lines}`;
    }
  }
  return text;
}

function sequence(list: readonly unknown[], indentation: string): string {
  const inner = `${indentation}  `;
  let text = '';
  // Not for…of: holes count as undefined.
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    text += i === 0 ? '- ' : `\n${indentation}- `;
    if (typeof value !== 'object' || value === null)
      text += value === undefined ? 'null' : leaf(value, inner);
    else {
      const lines = collection(value, inner);
      text += lines === '' ? emptyCollection(value) : lines;
    }
  }
  return text;
}

function emptyCollection(value: object): string {
  return Array.isArray(value) ? '[]' : '{}';
}

function leaf(value: unknown, indentation: string): string {
  switch (typeof value) {
    case 'string':
      return blockString(value, indentation);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return number(value);
    default:
      if (value === null) return 'null';
      throw NOT_JSON;
  }
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw NOT_JSON;
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  // Without a point, `1e+21` is a string in YAML 1.1 (yaml.org/type/float.html).
  return text.includes('.') ? text : text.replace('e', '.0e');
}

/** Longer keys are written with `?`: an implicit key ends after 1024 characters (YAML 1.2, 7.4.2), escapes included. */
const LONGEST_IMPLICIT_KEY = 1000;

/** Fields of Kubernetes objects are some hundred words, but names in a ConfigMap are any: they must not pile up. */
const REMEMBERED_KEYS = 4096;
const remembered = new Map<string, string>();

function key(name: string, indentation: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const text = flowString(name);
  if (text.length > LONGEST_IMPLICIT_KEY) return `? ${text}\n${indentation}`;
  if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
  remembered.set(name, text);
  return text;
}
