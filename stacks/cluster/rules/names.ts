import { DnsLabel, problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { gather } from './gather';
import { allPools } from './pool-entries';

/** Longest name of a cluster: with a pool, a number and what the autoscaler adds, 63 characters are enough. */
const CLUSTER_CHARACTERS = 40;

/** Longest name of a pool; the autoscaler adds a dash and 16 hex digits, or we a dash and three digits. */
const POOL_CHARACTERS = 16;

/** Longest name of a node (RFC 1123 label, as Hetzner takes for servers). */
const NODE_CHARACTERS = 63;

/** A dash and what cluster-autoscaler 1.35 makes unique with: a 64-bit number in hex. */
const AUTOSCALER_ENDING = 17;

/** A dash and the largest number of a server in its pool. */
const NUMBER_ENDING = 4;

/** Names of cluster and pools. */
export function nameProblems(settings: ClusterSettings): Problem[] {
  const { name } = settings;
  const pools = allPools(settings);
  return [
    ...labelProblems('name', name, CLUSTER_CHARACTERS),
    ...pools.flatMap((entry) => labelProblems(entry.property, entry.name, POOL_CHARACTERS)),
    ...pools.flatMap((entry) => {
      const ending = entry.property.startsWith('autoscaledWorkers') ? AUTOSCALER_ENDING : NUMBER_ENDING;
      const length = name.length + 1 + entry.name.length + ending;
      if (length <= NODE_CHARACTERS) return [];
      return [
        problem(stacksProblems.invalidClusterName, {
          property: entry.property,
          value: `${name}-${entry.name}`,
          reason: `Its nodes would have names of ${length} characters, and ${NODE_CHARACTERS} are allowed.`,
        }),
      ];
    }),
    ...duplicates(pools.map((entry) => entry.name)).map((twice) =>
      problem(stacksProblems.duplicatePool, {
        property: 'workers',
        value: twice,
        reason: `Several pools are called ${twice}.`,
      }),
    ),
  ];
}

function labelProblems(property: string, text: string, most: number): Problem[] {
  const { problems } = gather(property, () => DnsLabel.of(text));
  const reason = problems[0]?.reason ?? tooLong(text, most);
  if (reason === undefined) return [];
  return [problem(stacksProblems.invalidClusterName, { property, value: text, reason })];
}

function tooLong(text: string, most: number): string | undefined {
  return text.length > most ? `It has ${text.length} characters, and ${most} are allowed.` : undefined;
}

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, position) => names.indexOf(name) !== position))];
}
