import { isMarked } from './identity';
import { coreProblems, fail } from './problems';
import { writtenText } from './written-text';

const MARK = Symbol.for('restorable.Quantity');

/** A Kubernetes quantity as written, for example `20Gi`, `500m`, `1.5`, `1e3`, or a `Quantity`. */
export type QuantityInput = string | Quantity;

/** Kubernetes keeps quantities to a billionth (`apimachinery/pkg/api/resource`); `n` is a suffix of its grammar. */
const NANOS = 1_000_000_000n;

/** Kubernetes caps quantities at the largest 64-bit integer. */
const LARGEST_NANOS = (2n ** 63n - 1n) * NANOS;

/** Nano-units of each suffix. */
const SUFFIXES: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 1000n,
  m: 1_000_000n,
  '': NANOS,
  k: NANOS * 1000n,
  M: NANOS * 1000n ** 2n,
  G: NANOS * 1000n ** 3n,
  T: NANOS * 1000n ** 4n,
  P: NANOS * 1000n ** 5n,
  E: NANOS * 1000n ** 6n,
  Ki: NANOS * 1024n,
  Mi: NANOS * 1024n ** 2n,
  Gi: NANOS * 1024n ** 3n,
  Ti: NANOS * 1024n ** 4n,
  Pi: NANOS * 1024n ** 5n,
  Ei: NANOS * 1024n ** 6n,
};

const GRAMMAR =
  /^\+?(?<whole>\d*)(?:\.(?<fraction>\d*))?(?:(?<suffix>[KMGTPE]i|[numkMGTPE])|[eE](?<exponent>[+-]?\d{1,2}))?$/;

/** An amount as Kubernetes writes it: bytes of storage or memory, cores of CPU. Exact, zero or more. */
export class Quantity {
  /** True for quantities of any copy of this package. */
  static is(value: unknown): value is Quantity {
    return isMarked(value, MARK);
  }

  /**
   * Reads a quantity. Binary suffixes are `Ki` to `Ei`, decimal ones `n`, `u`, `m`, `k` to `E`, or an exponent.
   *
   * @throws RestorableError `RST104`
   */
  static of(text: QuantityInput): Quantity {
    if (Quantity.is(text)) return text;
    const written = writtenText(coreProblems.invalidQuantity, text);
    return new Quantity(written, parse(written));
  }

  private constructor(
    private readonly text: string,
    private readonly nanos: bigint,
  ) {}

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** The amount as a number. Exact up to 2^53; use `compare` for more. */
  get value(): number {
    return Number(this.nanos / NANOS) + Number(this.nanos % NANOS) / Number(NANOS);
  }

  /** The amount in whole bytes, rounded up as Kubernetes does. Exact up to 2^53. */
  get bytes(): number {
    return Number((this.nanos + NANOS - 1n) / NANOS);
  }

  /** Negative if less than the other, positive if more, 0 if equal. Exact. */
  compare(other: QuantityInput): number {
    const { nanos } = Quantity.of(other);
    return this.nanos === nanos ? 0 : this.nanos < nanos ? -1 : 1;
  }

  /** Whether this is less than the other. */
  isLessThan(other: QuantityInput): boolean {
    return this.compare(other) < 0;
  }

  /** Whether both are the same amount, however written. */
  equals(other: QuantityInput): boolean {
    return this.compare(other) === 0;
  }

  /** The quantity as written. */
  toString(): string {
    return this.text;
  }

  /** Same as `toString`. */
  toJSON(): string {
    return this.text;
  }
}

function parse(text: string): bigint {
  const groups = GRAMMAR.exec(text)?.groups as Record<string, string | undefined> | undefined;
  const { whole = '', fraction = '', suffix = '', exponent = '0' } = groups ?? {};
  if (whole === '' && fraction === '') return refuse(text, ...explain(text));
  const digits = BigInt(whole + fraction) * (SUFFIXES[suffix] ?? 0n);
  const power = Number(exponent) - fraction.length;
  const scale = 10n ** BigInt(Math.abs(power));
  if (power < 0 && digits % scale !== 0n) {
    return refuse(text, 'Kubernetes keeps quantities to a billionth, and this one is finer.');
  }
  const nanos = power < 0 ? digits / scale : digits * scale;
  if (nanos > LARGEST_NANOS)
    return refuse(text, 'It is more than the largest quantity of Kubernetes, 2^63 - 1.');
  return nanos;
}

function refuse(text: string, reason: string, fix?: string): never {
  return fail(coreProblems.invalidQuantity, { value: text, reason, ...(fix !== undefined && { fix }) });
}

function explain(text: string): [reason: string, fix?: string] {
  const squeezed = text.replace(/[\s_,]/g, '');
  if (squeezed === '') return ['The quantity is empty.'];
  if (squeezed.startsWith('-')) return ['The quantity is negative.', `Write ${squeezed.slice(1)}.`];
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(squeezed) ?? [];
  const prefix = /^([kmgtpe])(?:i?b|i)?$/i.exec(unit)?.[1];
  const suffix = prefix === undefined ? '' : `${prefix.toUpperCase()}i`;
  const meant =
    number !== undefined && (unit === '' || suffix !== '') ? `Write ${number}${suffix}.` : undefined;
  const reason = 'It is not a number with a suffix of Kubernetes.';
  return meant === undefined ? [reason] : [reason, meant];
}
