import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as a number. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** Bits of an address of a family. */
export function addressBits(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** The address a text means, undefined if it is none. Zones (`fe80::1%eth0`) belong to a machine and are no address. */
export function tryParseIp(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { family: 4, bits: joined(text.split('.').map(Number), 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = '', tail] = text.split('::');
  const start = groups(head);
  const end = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => 0);
  return { family: 6, bits: joined([...start, ...zeros, ...end], 16n) };
}

/** Canonical text of an address: dotted for IPv4, RFC 5952 for IPv6. */
export function ipText({ family, bits }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');
  const words = [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((i) => ((bits >> (i * 16n)) & 0xffffn).toString(16));
  const zeros = longestZeros(words);
  if (zeros === undefined) return words.join(':');
  return `${words.slice(0, zeros.start).join(':')}::${words.slice(zeros.end).join(':')}`;
}

function joined(parts: readonly number[], size: bigint): bigint {
  return parts.reduce((bits, part) => (bits << size) | BigInt(part), 0n);
}

/** The 16-bit groups of one side of an IPv6 address; the last may be written as IPv4. */
function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** RFC 5952: the first of the longest runs of two or more zero groups is left out. */
function longestZeros(
  words: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
  let longest: { start: number; end: number } | undefined;
  for (let start = 0; start < words.length; start++) {
    let end = start;
    while (words[end] === '0') end++;
    if (end - start >= 2 && end - start > (longest === undefined ? 0 : longest.end - longest.start)) {
      longest = { start, end };
    }
  }
  return longest;
}
