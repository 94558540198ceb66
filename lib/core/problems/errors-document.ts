import { problemCatalogue } from './catalogue';
import type { ProblemDefinition } from './definition';

const AREAS: Readonly<Record<string, string>> = {
  '1': 'Values',
  '2': 'Stores, archives and credentials',
  '3': 'Clusters, environments and the shape of objects',
  '4': 'The Flux tree and writing it',
  '5': 'PostgreSQL',
  '6': 'Drills, checks, witnesses and waivers',
  '7': 'The command line',
  '8': 'Evidence, rehearsals, and cluster state',
  '9': 'Pulumi stacks and namespaces',
};

/** `docs/errors.md`: every code, in order, with its explanation and its fix. */
export function errorsDocument(): string {
  const lines = [
    '# Errors and warnings',
    '',
    'Every problem restorable reports has a code that never changes its meaning. An *error* stops synth before any file is',
    'touched; a *warning* is shown and synth goes on. All problems of a composition are reported at once. This page is',
    'generated from the catalogue (`npm run docs`).',
  ];
  let area = '';
  for (const definition of problemCatalogue) {
    const current = definition.code.charAt(3);
    if (current !== area) {
      area = current;
      lines.push('', `## ${AREAS[area] ?? area}`);
    }
    lines.push(...entry(definition));
  }
  return `${lines.join('\n')}\n`;
}

function entry({ code, title, severity, explanation, fix }: ProblemDefinition): string[] {
  return ['', `### ${code}`, '', `**${title}** (${severity})`, '', explanation, '', `*Fix:* ${fix}`];
}
