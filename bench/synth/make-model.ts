import { mkdirSync, writeFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { compose } from './composition';
import { environmentName } from './environments';

/**
 * Writes build/bench/model.js: a function that makes the objects of one environment as object literals, for contestants
 * that build the same objects without this library. Made from what the library composes, so that they cannot differ.
 */
const { tree } = compose(1, 'build/bench/template').compose();
const name = environmentName(0);
const entries: string[] = [];
let objects = 0;
let size = 0;
for (const [path, bytes] of tree.files) {
  const content = bytes.toString('utf8');
  if (!belongsToEnvironment(path, content)) continue;
  for (const document of parseAllDocuments(content)) {
    const manifest = document.toJS() as { metadata?: { name?: string; namespace?: string } };
    if (!JSON.stringify(manifest).includes(name)) continue;
    entries.push(`{ file: ${literal(path)}, manifest: ${literal(manifest)} }`);
    objects++;
    size += String(document).length;
  }
}
mkdirSync('build/bench', { recursive: true });
writeFileSync('build/bench/model.js', `exports.environment = (name) => [\n${entries.join(',\n')}\n];\n`);
console.log(`${objects} objects, ${Math.round(size / 1024)} KiB of YAML in an environment`);

function belongsToEnvironment(path: string, content: string): boolean {
  return path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml') && content.includes(name);
}

/** JavaScript for a value, in which the name of the environment is a variable. */
function literal(value: unknown): string {
  if (typeof value === 'string') {
    return '`' + value.replaceAll(/[`\\$]/g, '\\$&').replaceAll(name, '${name}') + '`';
  }
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return JSON.stringify(value);
}
