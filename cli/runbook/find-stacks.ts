import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RunbookStack } from '../../lib/report';
import { guarded } from '../write-file';

/** Settings of a stack of this package (`restorable:…`), as far as a runbook needs them. */
interface StackFile {
  readonly config?: Readonly<Record<string, unknown>> | null;
}

/** The Pulumi stacks of a project by name, those of this package alone: their files are beside its app. Throws RST721. */
export function findStacks(folder: string): readonly RunbookStack[] {
  return guarded(folder, () => readdirSync(folder))
    .sort()
    .flatMap((file): readonly RunbookStack[] => {
      const [, name] = /^Pulumi\.(.+)\.yaml$/.exec(file) ?? [];
      if (name === undefined) return [];
      const config = tryRead(join(folder, file))?.config ?? {};
      const { 'restorable:kind': kind, 'restorable:cluster': cluster } = config;
      if (typeof kind !== 'string') return [];
      const copies = copiesIn(config);
      return [
        {
          name,
          kind,
          ...(typeof cluster === 'string' && { cluster }),
          ...(copies !== undefined && { copies }),
        },
      ];
    });
}

/** Copies that a stack of kind `storage` makes of buckets; its program says what is wrong with its settings. */
function copiesIn(config: Readonly<Record<string, unknown>>): RunbookStack['copies'] {
  if (config['restorable:kind'] !== 'storage') return undefined;
  const { 'restorable:replicaRegion': region, 'restorable:buckets': named } = config;
  const buckets = Object.entries(isMap(named) ? named : {}).flatMap(([name, settings]) => {
    const replica = isMap(settings) ? settings['replica'] : undefined;
    if (!isMap(replica) || typeof replica['region'] !== 'string') return [];
    const { region: to, bucket } = replica;
    return [[name, { region: to, ...(typeof bucket === 'string' && { bucket }) }] as const];
  });
  if (typeof region !== 'string' && buckets.length === 0) return undefined;
  return { ...(typeof region === 'string' && { region }), buckets: Object.fromEntries(buckets) };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What cannot be parsed is no stack of ours; Pulumi says what is wrong with it. */
function tryRead(path: string): StackFile | undefined {
  const text = guarded(path, () => readFileSync(path, 'utf8'));
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
