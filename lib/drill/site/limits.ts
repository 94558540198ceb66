import { Quantity, type QuantityInput } from '../../core';

/** What one drill asks of the drill namespace at a time: the restored instance with its sidecar and volumes. */
export interface DrillNeeds {
  /** CPU requested. @default 1 */
  readonly cpu?: QuantityInput;
  /** Memory requested. @default 2Gi */
  readonly memory?: QuantityInput;
  /** All volumes together. @default 20Gi */
  readonly storage?: QuantityInput;
}

const MEBIBYTE = 2 ** 20;

/** For the runner and the pods of checks, on top of what is restored. */
const BESIDES = { cpu: 0.5, memory: 1024 * MEBIBYTE, pods: 6 };

/**
 * Hard limits of the drill namespace: room for all of its drills at once, each with a recovery pod, an instance, the
 * runner and pods of checks. What would act outside the namespace, load balancers and node ports, is none.
 */
export function quotaFor(drills: readonly DrillNeeds[]): Readonly<Record<string, string>> {
  const sum = (pick: (needs: DrillNeeds) => QuantityInput) =>
    drills.reduce((total, needs) => total + Quantity.of(pick(needs)).value, 0);
  const cpu = sum(({ cpu = '1' }) => cpu) + BESIDES.cpu * drills.length;
  const memory = sum(({ memory = '2Gi' }) => memory) + BESIDES.memory * drills.length;
  return {
    'requests.cpu': `${Math.ceil(cpu * 1000)}m`,
    'requests.memory': mebibytes(memory),
    'requests.storage': mebibytes(sum(({ storage = '20Gi' }) => storage)),
    pods: String(BESIDES.pods * drills.length),
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  };
}

/**
 * Resources of containers that name none, so that the quota can count them. The default limit is 1Gi: a smaller one kills
 * the sidecar that restores a database of some hundred MiB (plugin-barman-cloud issue 711 and reports like it).
 */
export const CONTAINER_LIMITS = {
  limits: [
    { type: 'Container', default: { memory: '1Gi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } },
  ],
} as const;

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MEBIBYTE)}Mi`;
}
