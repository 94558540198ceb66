import { coreProblems, fail } from './problems';
import { writtenText } from './written-text';

/** Longest DNS label (RFC 1123). */
const LABEL_CHARACTERS = 63;

/** Longest subdomain Kubernetes takes (RFC 1123). */
const SUBDOMAIN_CHARACTERS = 253;

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** A name Kubernetes takes for a Namespace or a label-like name: a DNS label of RFC 1123, 63 characters at most. */
export class DnsLabel {
  /** Reads a name. @throws RestorableError `RST105` */
  static of(text: string): DnsLabel {
    const written = writtenText(coreProblems.invalidName, text);
    const reason = labelProblem(written, LABEL_CHARACTERS);
    return reason === undefined
      ? new DnsLabel(written)
      : refuse(written, reason, labelLike(written, LABEL_CHARACTERS));
  }

  private constructor(
    /** The name. */
    readonly text: string,
  ) {}

  /** The name. */
  toString(): string {
    return this.text;
  }
}

/** A name Kubernetes takes for most objects: a DNS subdomain of RFC 1123, labels joined by dots, 253 characters at most. */
export class DnsSubdomain {
  /** Reads a name. @throws RestorableError `RST105` */
  static of(text: string): DnsSubdomain {
    const written = writtenText(coreProblems.invalidName, text);
    const reason = subdomainProblem(written);
    return reason === undefined ? new DnsSubdomain(written) : refuse(written, reason, subdomainLike(written));
  }

  private constructor(
    /** The name. */
    readonly text: string,
  ) {}

  /** The name. */
  toString(): string {
    return this.text;
  }
}

/** A name Kubernetes takes for a Service: a DNS label of RFC 1035, which starts with a letter. */
export class ServiceName {
  /**
   * Reads a name of at most so many characters: 63 unless the object needs room for more, as a CloudNativePG 1.30
   * Cluster does (50), whose name is followed by `-rw` and the like.
   *
   * @throws RestorableError `RST105`
   */
  static of(text: string, max = LABEL_CHARACTERS): ServiceName {
    const written = writtenText(coreProblems.invalidName, text);
    const reason =
      labelProblem(written, max) ?? (/^[a-z]/.test(written) ? undefined : 'It does not start with a letter.');
    return reason === undefined
      ? new ServiceName(written)
      : refuse(written, reason, serviceNameLike(written, max));
  }

  private constructor(
    /** The name. */
    readonly text: string,
  ) {}

  /** The name. */
  toString(): string {
    return this.text;
  }
}

function labelProblem(text: string, max: number): string | undefined {
  if (text === '') return 'The name is empty.';
  if (text.length > max) return `It has ${text.length} characters, and ${max} are allowed.`;
  if (/[A-Z]/.test(text)) return 'It has upper-case letters.';
  const foreign = /[^a-z0-9-]/u.exec(text)?.[0];
  if (foreign !== undefined)
    return `It contains '${foreign}'; only lower-case letters, digits and dashes are allowed.`;
  return LABEL.test(text) ? undefined : 'It starts or ends with a dash.';
}

function subdomainProblem(text: string): string | undefined {
  if (text === '') return 'The name is empty.';
  if (text.length > SUBDOMAIN_CHARACTERS) {
    return `It has ${text.length} characters, and ${SUBDOMAIN_CHARACTERS} are allowed.`;
  }
  for (const label of text.split('.')) {
    if (label === '') return 'It has a dot at an end or two dots in a row.';
    // Kubernetes bounds the whole subdomain and not its labels.
    const reason = labelProblem(label, SUBDOMAIN_CHARACTERS);
    if (reason !== undefined) return label === text ? reason : `In '${label}': ${reason}`;
  }
  return undefined;
}

function refuse(text: string, reason: string, meant: string): never {
  return fail(coreProblems.invalidName, {
    value: text,
    reason,
    ...(meant !== '' && { fix: `Use a name such as ${meant}.` }),
  });
}

/** The nearest label, empty if nothing of the text can stay. */
function labelLike(text: string, max: number): string {
  const words = text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, max)
    .replace(/-$/, '');
}

function serviceNameLike(text: string, max: number): string {
  const label = labelLike(text, max);
  const letters = label.replace(/^[^a-z]+/, '');
  return letters === '' && label !== '' ? labelLike(`n-${label}`, max) : letters;
}

function subdomainLike(text: string): string {
  const labels = text.split('.').map((label) => labelLike(label, LABEL_CHARACTERS));
  const joined = labels.filter((label) => label !== '').join('.');
  return joined.slice(0, SUBDOMAIN_CHARACTERS).replace(/[-.]+$/, '');
}
