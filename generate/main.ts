import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate';
import { GeneratedFolder } from './generated-folder';
import { report } from './report';
import { readDocuments } from './sources/documents';
import type { Wanted } from './wanted-kinds';

const USAGE = `Usage: npm run generate -- <source>...

Makes types and structural schemas of the kinds in generate/kinds.json, in lib/kubernetes/generated.
A source is one of
  a folder of CustomResourceDefinitions (YAML or JSON)
  a dump of those of a cluster:         kubectl get crd -o yaml > crds.yaml
  the built-in kinds of an API server:  kubectl get --raw /openapi/v2 > openapi.json
`;

/** Runs the generator from the project's root; returns the exit code. */
function main(sources: readonly string[]): number {
  if (sources.length === 0 || sources.includes('--help')) {
    process.stdout.write(USAGE);
    return sources.length === 0 ? 2 : 0;
  }
  const wanted = JSON.parse(readFileSync(join('generate', 'kinds.json'), 'utf8')) as Wanted;
  const folder = new GeneratedFolder(join('lib', 'kubernetes', 'generated'));
  const generated = generate(readDocuments([join('generate', 'described'), ...sources]), wanted, folder);
  const touched = generated.missing.length === 0 ? folder.update(generated) : [];
  process.stdout.write(report(generated, touched));
  return generated.missing.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
