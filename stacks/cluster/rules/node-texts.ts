import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ServerShape } from '../settings/server-pool';

/** A key of a label: an optional DNS subdomain, a slash, and a name of 63 characters (Kubernetes, labels). */
const KEY =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A value of a label or taint (Kubernetes, labels). */
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Labels of these domains a kubelet must not set for itself (Kubernetes, plugin NodeRestriction). */
const RESTRICTED = /(^|\.)(kubernetes|k8s)\.io\//;

const ALLOWED_PREFIXES = ['kubelet.kubernetes.io/', 'node.kubernetes.io/'];

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Labels and taints of the nodes of a pool, as the kubelet checks them. */
export function nodeTextProblems(property: string, { labels, taints }: ServerShape): Problem[] {
  return [
    ...Object.entries(labels).flatMap(([key, value]) => {
      const at = `${property}.labels.${key}`;
      if (!KEY.test(key)) return [wrong(at, key, 'It is no key of a label.')];
      if (RESTRICTED.test(key) && !ALLOWED_PREFIXES.some((prefix) => key.startsWith(prefix))) {
        return [
          wrong(
            at,
            key,
            'A kubelet may not give itself labels of kubernetes.io.',
            'Use a label of your own domain.',
          ),
        ];
      }
      return VALUE.test(value) ? [] : [wrong(at, value, 'It is no value of a label.')];
    }),
    ...taints.flatMap(({ key, value = '', effect }) => {
      const at = `${property}.taints`;
      if (!KEY.test(key)) return [wrong(at, key, 'It is no key of a taint.')];
      if (!VALUE.test(value)) return [wrong(at, value, 'It is no value of a taint.')];
      return EFFECTS.includes(effect)
        ? []
        : [wrong(at, effect, `Its effect is none of ${EFFECTS.join(', ')}.`)];
    }),
  ];
}

function wrong(property: string, value: string, reason: string, fix?: string): Problem {
  return problem(stacksProblems.invalidServerPool, {
    property,
    value,
    reason,
    ...(fix !== undefined && { fix }),
  });
}
