import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { NETWORK_ZONES } from '../settings/network-zone';
import { allPools } from './pool-entries';

/** Locations, all of one network zone, and ways out of the private network. */
export function locationProblems(settings: ClusterSettings): Problem[] {
  const { networkZone, location, loadBalancer, api } = settings;
  const locations = [
    { property: 'location', location },
    { property: 'loadBalancer.location', location: loadBalancer.location },
    ...(api.loadBalancer === undefined
      ? []
      : [{ property: 'api.loadBalancer.location', location: api.loadBalancer.location }]),
    ...allPools(settings).map(({ property, pool }) => ({
      property: `${property}.location`,
      location: pool.location,
    })),
  ];
  const found = locations.flatMap(({ property, location: place }) => {
    const zone = NETWORK_ZONES[place];
    if (zone === undefined ? networkZone !== '' : zone === networkZone) return [];
    const reason =
      zone === undefined
        ? 'Its network zone is not known.'
        : `It is in ${zone}, the network in ${networkZone}.`;
    return [problem(stacksProblems.unknownLocation, { property, value: place, reason })];
  });
  return [...found, ...noWayOut(settings)];
}

function noWayOut(settings: ClusterSettings): Problem[] {
  return allPools(settings)
    .filter(({ pool }) => !pool.publicIpv4)
    .map(({ property, pool }) =>
      problem(stacksProblems.noWayOut, {
        property,
        reason: pool.publicIpv6
          ? 'Its servers have only an IPv6 address, and GitHub, where k3s comes from, has none.'
          : 'Its servers have no public address.',
      }),
    );
}
