import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { controlPlaneCount } from '../etcd-retention';
import { MOST_SERVERS_OF_POOL } from '../server-layout';
import { blocksIn } from '../settings/address-block';
import { nodeTextProblems } from './node-texts';
import { allPools, entries, fixedPools, type PoolEntry } from './pool-entries';
import type { ServerPool } from '../settings/server-pool';

/** Most control planes: etcd's own advice is seven at most; more make every write slower. */
const MOST_CONTROL_PLANES = 9;

/** Servers and load balancers that Hetzner takes into one network. */
const MOST_SERVERS_OF_NETWORK = 100;

/** Numbers, kinds and labels of the pools, and who begins the cluster. */
export function poolProblems(settings: ClusterSettings): Problem[] {
  return [
    ...fixedPools(settings).flatMap(countProblems),
    ...allPools(settings).flatMap(({ property, pool }) => [
      ...serverTypeProblems(property, pool.serverType),
      ...nodeTextProblems(property, pool),
    ]),
    ...controlPlaneProblems(settings),
    ...tooManyServers(settings),
    ...blockProblems(entries('controlPlanes', settings.controlPlanes), settings.network.controlPlanes),
    ...blockProblems(entries('workers', settings.workers), settings.network.workers),
  ];
}

function countProblems({ property, pool: { count } }: PoolEntry<ServerPool>): Problem[] {
  if (Number.isInteger(count) && count >= 0 && count <= MOST_SERVERS_OF_POOL) return [];
  return [
    problem(stacksProblems.invalidServerPool, {
      property: `${property}.count`,
      value: count,
      reason: `The number of servers is a whole number from 0 to ${MOST_SERVERS_OF_POOL}.`,
    }),
  ];
}

function serverTypeProblems(property: string, serverType: string): Problem[] {
  if (/^[a-z]{2,4}\d{1,3}$/.test(serverType)) return [];
  return [
    problem(stacksProblems.invalidServerPool, {
      property: `${property}.serverType`,
      value: serverType,
      reason: 'It is no server type of Hetzner: letters and a number, such as cx33 or cax21.',
    }),
  ];
}

function controlPlaneProblems(settings: ClusterSettings): Problem[] {
  const { firstPool, controlPlanes } = settings;
  const count = controlPlaneCount(settings);
  const found: Problem[] = [];
  if (count % 2 !== 1 || count < 1 || count > MOST_CONTROL_PLANES) {
    found.push(
      problem(stacksProblems.wrongControlPlaneCount, {
        property: 'controlPlanes',
        value: count,
        reason: `All pools of control planes together have ${count} servers; an odd number from 1 to ${MOST_CONTROL_PLANES} is needed.`,
      }),
    );
  }
  const names = Object.keys(controlPlanes);
  const first = firstPool === undefined ? undefined : controlPlanes[firstPool];
  if (names.length > 0 && (first === undefined || first.count < 1)) {
    found.push(
      problem(stacksProblems.unclearFirstServer, {
        property: 'firstPool',
        ...(firstPool !== undefined && { value: firstPool }),
        reason:
          firstPool === undefined
            ? `There are several pools of control planes: ${names.join(', ')}.`
            : first === undefined
              ? 'It is no pool of control planes.'
              : 'The pool has no server.',
      }),
    );
  }
  return found;
}

function tooManyServers(settings: ClusterSettings): Problem[] {
  const fixed = fixedPools(settings).reduce((sum, { pool }) => sum + pool.count, 0);
  const scaled = Object.values(settings.autoscaledWorkers).reduce((sum, { max }) => sum + max, 0);
  if (fixed + scaled <= MOST_SERVERS_OF_NETWORK) return [];
  return [
    problem(stacksProblems.invalidServerPool, {
      property: 'workers',
      value: fixed + scaled,
      reason: `All pools together can have ${fixed + scaled} servers, and a network of Hetzner takes ${MOST_SERVERS_OF_NETWORK}.`,
      fix: 'Use fewer and larger servers.',
    }),
  ];
}

function blockProblems(pools: readonly PoolEntry<ServerPool>[], subnet: string): Problem[] {
  const blocks = blocksIn(subnet);
  const owners = new Map<number, string>();
  return pools.flatMap(({ name, property, pool: { addressBlock } }) => {
    const owner = owners.get(addressBlock);
    owners.set(addressBlock, owner ?? name);
    const isInside = Number.isInteger(addressBlock) && addressBlock >= 1 && addressBlock < blocks;
    const reason =
      owner !== undefined
        ? `The pool ${owner} has the same block.`
        : blocks > 0 && !isInside
          ? `Blocks of ${subnet} that pools can have are 1 to ${blocks - 1}.`
          : undefined;
    if (reason === undefined) return [];
    return [
      problem(stacksProblems.addressBlockTaken, {
        property: `${property}.addressBlock`,
        value: addressBlock,
        reason,
      }),
    ];
  });
}
