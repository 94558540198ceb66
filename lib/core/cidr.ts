import { isMarked } from './identity';
import { addressBits, ipText, tryParseIp, type IpAddress } from './ip-address';
import { coreProblems, fail } from './problems';
import { writtenText } from './written-text';

const MARK = Symbol.for('restorable.Cidr');

/** A network as written, for example `10.42.0.0/16` or `fd00::/8`, or a `Cidr`. */
export type CidrInput = string | Cidr;

/** IPv4 addresses inside IPv6 (RFC 4291); parsers disagree about which of the two they are. */
const MAPPED_PREFIX = 0xffffn;

/** A network of IPv4 or IPv6 addresses, with its host bits zero. */
export class Cidr {
  /**
   * Networks that are not on the Internet: RFC 1918, shared addresses (RFC 6598), link-local (RFC 3927, RFC 4291) and
   * unique local IPv6 (RFC 4193).
   */
  static get privateRanges(): readonly Cidr[] {
    return PRIVATE_RANGES;
  }

  /** True for networks of any copy of this package. */
  static is(value: unknown): value is Cidr {
    return isMarked(value, MARK);
  }

  /**
   * Reads a network.
   *
   * @throws RestorableError `RST107`
   */
  static of(text: CidrInput): Cidr {
    if (Cidr.is(text)) return text;
    const written = writtenText(coreProblems.invalidCidr, text);
    const [addressText = '', lengthText, ...more] = written.split('/');
    const ip = parseAddress(written, addressText);
    const whole = addressBits(ip.family);
    if (lengthText === undefined) {
      return refuse(
        written,
        'The prefix length is missing.',
        `Write ${ipText(ip)}/${whole} for this one address.`,
      );
    }
    const length = /^(0|[1-9]\d{0,2})$/.test(lengthText) ? Number(lengthText) : NaN;
    if (!(length <= whole) || more.length > 0) {
      return refuse(written, `The prefix length of IPv${ip.family} is a number from 0 to ${whole}.`);
    }
    const network = new Cidr(ip.family, networkBits(ip, length), length);
    if (network.bits !== ip.bits) {
      return refuse(written, 'Bits after the prefix are not zero.', `Write ${network.toString()}.`);
    }
    return network;
  }

  /**
   * The network of one address: `/32` or `/128`.
   *
   * @throws RestorableError `RST107`
   */
  static host(ipLiteral: string): Cidr {
    const written = writtenText(coreProblems.invalidCidr, ipLiteral);
    const ip = parseAddress(written, written);
    return new Cidr(ip.family, ip.bits, addressBits(ip.family));
  }

  private constructor(
    /** Version of the protocol. */
    readonly family: 4 | 6,
    private readonly bits: bigint,
    /** Number of leading bits that all addresses share. */
    readonly prefixLength: number,
  ) {}

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** First address of the network, in canonical text. */
  get address(): string {
    return ipText({ family: this.family, bits: this.bits });
  }

  /** Whether the whole network is within one of `Cidr.privateRanges`. */
  get isPrivate(): boolean {
    return PRIVATE_RANGES.some((range) => range.contains(this));
  }

  /** Whether some address is in both. Never true across IPv4 and IPv6. */
  overlaps(other: CidrInput): boolean {
    const network = Cidr.of(other);
    return this.contains(network) || network.contains(this);
  }

  /** Whether every address of the other is in this one. */
  contains(other: CidrInput): boolean {
    const network = Cidr.of(other);
    return (
      this.family === network.family &&
      this.prefixLength <= network.prefixLength &&
      networkBits({ family: network.family, bits: network.bits }, this.prefixLength) === this.bits
    );
  }

  /** Whether both are the same network, however written. */
  equals(other: CidrInput): boolean {
    return this.toString() === Cidr.of(other).toString();
  }

  /** Canonical text: `10.42.0.0/16`, `fd00::/8`. */
  toString(): string {
    return `${this.address}/${this.prefixLength}`;
  }

  /** Same as `toString`. */
  toJSON(): string {
    return this.toString();
  }
}

const PRIVATE_RANGES: readonly Cidr[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fe80::/10',
  'fc00::/7',
].map((text) => Cidr.of(text));

function parseAddress(written: string, text: string): IpAddress {
  const ip = tryParseIp(text);
  if (ip === undefined) return refuse(written, `'${text}' is neither an IPv4 nor an IPv6 address.`);
  if (ip.family === 6 && ip.bits >> 32n === MAPPED_PREFIX) {
    const v4 = ipText({ family: 4, bits: ip.bits & 0xffffffffn });
    return refuse(written, 'It is an IPv4 address written as IPv6.', `Write it as IPv4: ${v4}.`);
  }
  return ip;
}

function networkBits(ip: IpAddress, length: number): bigint {
  const hostBits = BigInt(addressBits(ip.family) - length);
  return (ip.bits >> hostBits) << hostBits;
}

function refuse(written: string, reason: string, fix?: string): never {
  return fail(coreProblems.invalidCidr, { value: written, reason, ...(fix !== undefined && { fix }) });
}
