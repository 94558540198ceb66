import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { entries } from './pool-entries';

/** Limits of the scaled pools, and what all of them must have in common. */
export function autoscalerProblems({ autoscaledWorkers }: ClusterSettings): Problem[] {
  const pools = entries('autoscaledWorkers', autoscaledWorkers);
  const [first, ...others] = pools;
  return [
    ...pools.flatMap(({ property, pool: { min, max } }) => {
      if (Number.isInteger(min) && Number.isInteger(max) && min >= 0 && max >= 1 && min <= max) return [];
      return [
        problem(stacksProblems.invalidAutoscaler, {
          property,
          value: { min, max },
          reason:
            min > max ? `The minimum ${min} is above the maximum ${max}.` : 'A limit is no usable number.',
        }),
      ];
    }),
    ...others.flatMap(({ property, pool }) => {
      const differing = (['image', 'publicIpv4', 'publicIpv6'] as const).filter(
        (key) => first !== undefined && pool[key] !== first.pool[key],
      );
      return differing.map((key) =>
        problem(stacksProblems.autoscalerPoolsDiffer, {
          property: `${property}.${key}`,
          value: pool[key],
          reason: `The pool ${first?.name ?? ''} has another ${key}.`,
        }),
      );
    }),
  ];
}
