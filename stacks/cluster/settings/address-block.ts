import { createHash } from 'node:crypto';
import { tryParseIp } from '../../../lib/core/ip-address';

/** Addresses of a block: the last byte of an IPv4 address. */
export const BLOCK_BITS = 8;

/** How many blocks a subnet has; 0 if the text is no IPv4 network. */
export function blocksIn(subnet: string): number {
  const [address = '', length = ''] = subnet.split('/');
  const prefix = /^\d{1,2}$/.test(length) ? Number(length) : 33;
  return tryParseIp(address)?.family === 4 && prefix <= 32 - BLOCK_BITS ? 2 ** (32 - BLOCK_BITS - prefix) : 0;
}

/**
 * The block of a pool, from its name alone: adding or removing another pool never moves it. Block 0 is left to
 * addresses that Hetzner chooses. Two names may get the same block; that is refused, with the way out.
 */
export function addressBlockOf(pool: string, subnet: string): number {
  const blocks = blocksIn(subnet);
  if (blocks < 2) return 1;
  return (createHash('sha256').update(pool).digest().readUInt32BE() % (blocks - 1)) + 1;
}
