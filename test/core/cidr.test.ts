import fc from 'fast-check';
import { Cidr } from '../../lib/core';
import { refusal } from './refusal';

test.each([
  ['10.42.0.0/16', '10.42.0.0/16', 4, 16],
  ['0.0.0.0/0', '0.0.0.0/0', 4, 0],
  ['FD00::/8', 'fd00::/8', 6, 8],
  ['2001:db8:0:0:0:0:0:0/32', '2001:db8::/32', 6, 32],
  ['2001:db8:0:1::/64', '2001:db8:0:1::/64', 6, 64],
  ['1:0:0:2:0:0:0:3/128', '1:0:0:2::3/128', 6, 128],
  ['64:ff9b::1.2.3.4/128', '64:ff9b::102:304/128', 6, 128],
  ['::/0', '::/0', 6, 0],
])('%s is %s', (text, canonical, family, length) => {
  const cidr = Cidr.of(text);
  expect(cidr.toString()).toBe(canonical);
  expect(cidr.family).toBe(family);
  expect(cidr.prefixLength).toBe(length);
  expect(JSON.stringify(cidr)).toBe(`"${canonical}"`);
  expect(`${cidr.address}/${length}`).toBe(canonical);
});

test.each([
  ['10.42.0.0', 'prefix length is missing', 'Write 10.42.0.0/32 for this one address.'],
  ['10.42.1.7/16', 'not zero', 'Write 10.42.0.0/16.'],
  ['fd00::1/64', 'not zero', 'Write fd00::/64.'],
  ['10.0.0.0/33', '0 to 32', undefined],
  ['fd00::/129', '0 to 128', undefined],
  ['10.0.0.0/08', '0 to 32', undefined],
  ['10.0.0.0/', '0 to 32', undefined],
  ['10.0.0.0/8/8', '0 to 32', undefined],
  ['10.0.0/8', 'neither', undefined],
  ['010.0.0.0/8', 'neither', undefined],
  ['256.0.0.0/8', 'neither', undefined],
  ['fe80::1%eth0/128', 'neither', undefined],
  ['', 'neither', undefined],
  ['pods', 'neither', undefined],
  ['::ffff:10.0.0.0/104', 'written as IPv6', 'Write it as IPv4: 10.0.0.0.'],
])("refuses '%s': %s", (text, reason, fix) => {
  const problem = refusal(() => Cidr.of(text));
  expect(problem.code).toBe('RST107');
  expect(problem.reason).toContain(reason);
  expect(problem.fix).toBe(
    fix ?? 'Write the network as address and prefix length, for example 10.42.0.0/16.',
  );
});

test('refuses what is no text, for callers without types', () => {
  expect(refusal(() => Cidr.of(null as unknown as string)).reason).toContain('null');
});

test('the network of a host is all of its address', () => {
  expect(Cidr.host('10.0.0.1').toString()).toBe('10.0.0.1/32');
  expect(Cidr.host('FD00::1').toString()).toBe('fd00::1/128');
  expect(refusal(() => Cidr.host('10.0.0.1/32')).code).toBe('RST107');
  expect(refusal(() => Cidr.host('example.com')).code).toBe('RST107');
});

test('returns a network as it is', () => {
  const cidr = Cidr.of('10.0.0.0/8');
  expect(Cidr.of(cidr)).toBe(cidr);
  expect(cidr.equals('10.0.0.0/8')).toBe(true);
  expect(cidr.equals('10.0.0.0/9')).toBe(false);
});

test('networks of different families never meet', () => {
  expect(Cidr.of('0.0.0.0/0').overlaps('::/0')).toBe(false);
  expect(Cidr.of('::/0').contains('10.0.0.0/8')).toBe(false);
});

test.each([
  '10.0.0.0/8',
  '10.42.0.0/16',
  '172.31.255.255/32',
  '192.168.1.0/24',
  '100.64.0.0/10',
  '169.254.169.254/32',
  'fe80::/64',
  'fd12:3456::/32',
])('%s is private', (text) => {
  expect(Cidr.of(text).isPrivate).toBe(true);
});

test.each([
  '0.0.0.0/0',
  '8.8.8.8/32',
  '172.32.0.0/16',
  '100.128.0.0/16',
  '10.0.0.0/7',
  '2001:db8::/32',
  'fe00::/9',
])('%s is not private as a whole', (text) => {
  expect(Cidr.of(text).isPrivate).toBe(false);
});

test('private ranges are disjoint', () => {
  const pairs = Cidr.privateRanges.flatMap((a, i) =>
    Cidr.privateRanges.slice(i + 1).map((b) => [a, b] as const),
  );
  expect(pairs).toHaveLength(21);
  expect(pairs.filter(([a, b]) => a.overlaps(b))).toEqual([]);
});

const ipv4 = fc.tuple(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 })).map(([bits, length]) => {
  const size = 2 ** (32 - length);
  const first = Math.floor(bits / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return { text: `${octets.join('.')}/${length}`, first, last: first + size - 1 };
});

test('containing and overlapping agree with the address ranges', () => {
  fc.assert(
    fc.property(ipv4, ipv4, (a, b) => {
      expect(Cidr.of(a.text).toString()).toBe(a.text);
      expect(Cidr.of(a.text).contains(b.text)).toBe(a.first <= b.first && b.last <= a.last);
      expect(Cidr.of(a.text).overlaps(b.text)).toBe(a.first <= b.last && b.first <= a.last);
    }),
    { numRuns: 500 },
  );
});

test('every IPv6 network is read back from its canonical text, which is never longer than the full one', () => {
  const words = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(words, (groups) => {
      fc.pre(groups.slice(0, 5).some((group) => group !== 0));
      const full = groups.map((group) => group.toString(16)).join(':');
      const cidr = Cidr.host(full);
      expect(Cidr.of(cidr.toString()).equals(cidr)).toBe(true);
      expect(new URL(`http://[${full}]/`).hostname).toBe(`[${cidr.address}]`);
    }),
  );
});
