import { kubernetesProblems, problem, type Problem } from '../core';
import type { Protection } from '../protection';

/** Protections that share an ID: evidence and reports could not tell them apart. */
export function sharedIdProblems(protections: readonly Protection[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const protection of protections) {
    const { id } = protection.plan();
    const other = owners.get(id);
    if (other === undefined) owners.set(id, protection.node.path);
    else {
      problems.push(
        problem(kubernetesProblems.sharedProtectionId, {
          path: protection.node.path,
          property: 'name',
          value: id,
          reason: `'${other}' has the same name in the same environment`,
        }),
      );
    }
  }
  return problems;
}
