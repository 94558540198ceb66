import { ipText, tryParseIp } from '../../../lib/core/ip-address';
import { BLOCK_BITS } from './address-block';

/** The address at a host number in a block of a subnet; undefined if the subnet is no IPv4 network. */
export function addressIn(subnet: string, block: number, host: number): string | undefined {
  const ip = tryParseIp(subnet.split('/')[0] ?? '');
  if (ip?.family !== 4) return undefined;
  const bits = ip.bits + (BigInt(block) << BigInt(BLOCK_BITS)) + BigInt(host);
  return ipText({ family: 4, bits });
}
