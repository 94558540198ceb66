import { problem, storageProblems, type Problem, type ProblemDefinition } from '../../core';
import { readDocument } from './yaml-document';

/** What a SOPS file has to contain. */
export interface SealedFileExpectation {
  readonly name: string;
  /** @default - any: kustomize sets the namespace */
  readonly namespace?: string;
  /** Kubernetes type of the Secret. @default - any */
  readonly type?: string;
  /** Keys that must be there; others may be too. */
  readonly keys: readonly string[];
}

/** Lists of recipients in the metadata of SOPS (sops 3.12, `stores/stores.go`). */
const RECIPIENT_LISTS = ['age', 'pgp', 'kms', 'gcp_kms', 'hckms', 'azure_kv', 'hc_vault'];

/** An encrypted value (sops 3.12, `aes/cipher.go`). */
const ENCRYPTED = /^ENC\[AES256_GCM,data:[^,\]]+,iv:[^,\]]+,tag:[^,\]]+,type:[a-z]+\]$/;

/**
 * Whether a file is the expected Kubernetes Secret with every value encrypted by SOPS: `RST223` if something is in clear,
 * `RST224` if it is no such Secret, `RST225` if it is another one. Nothing of the file but its keys is repeated. Whether it can be
 * decrypted only the holder of a key can tell.
 *
 * @param text content of the file, YAML or JSON
 */
export function inspectSealedFile(text: string, expected: SealedFileExpectation): Problem[] {
  const document = readDocument(text);
  if ('unreadable' in document) return [found(storageProblems.sealedFileUnreadable, document.unreadable)];
  const secret = document.content;
  const data = [...entriesOf(secret['data']), ...entriesOf(secret['stringData'])];
  // Whatever the file turns out to be, values in clear come first: they must leave Git.
  const clear = inClear(secret, data);
  const unreadable = refusalAsSecret(secret);
  if (unreadable !== undefined) return [...clear, found(storageProblems.sealedFileUnreadable, unreadable)];
  return [
    ...clear,
    ...[...mismatches(secret, data, expected)].map((m) => found(storageProblems.sealedFileMismatch, m)),
  ];
}

type Mapping = Readonly<Record<string, unknown>>;
type Entry = readonly [key: string, value: unknown];

function found(definition: ProblemDefinition, reason: string): Problem {
  return problem(definition, { reason });
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): Entry[] {
  return isMapping(value) ? Object.entries(value) : [];
}

function isEncrypted(value: unknown): boolean {
  return typeof value === 'string' && ENCRYPTED.test(value);
}

/** SOPS leaves empty values as they are: there is nothing to hide. */
function isEmpty(value: unknown): boolean {
  return value === '' || value === null;
}

/** Where `kubectl apply` keeps what it applied: the whole Secret, which `kubectl get` hands out with it. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function inClear(secret: Mapping, data: readonly Entry[]): Problem[] {
  const metadata = isMapping(secret['metadata']) ? secret['metadata'] : {};
  const copies = entriesOf(metadata['annotations']).filter(([key]) => key === LAST_APPLIED);
  const problems = [...data, ...copies]
    .filter(([, value]) => !isEmpty(value) && !isEncrypted(value))
    .map(([key]) => found(storageProblems.sealedFileInClear, `the value of '${key}' is not encrypted`));
  if (problems.length > 0) return problems;
  if (data.length === 0) return [];
  const sops = secret['sops'];
  if (!isMapping(sops)) {
    return [
      found(storageProblems.sealedFileInClear, 'it has no metadata of SOPS, so nothing can decrypt it'),
    ];
  }
  const recipients = [sops, ...listOf(sops['key_groups']).filter(isMapping)].flatMap((group) =>
    RECIPIENT_LISTS.flatMap((list) => listOf(group[list])),
  );
  const missing = [
    ...(isEncrypted(sops['mac']) ? [] : ['the checksum (mac)']),
    ...(recipients.length > 0 ? [] : ['a recipient']),
  ];
  return missing.length === 0
    ? []
    : [
        found(
          storageProblems.sealedFileInClear,
          `its metadata of SOPS lack ${missing.join(' and ')}: Flux refuses it`,
        ),
      ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function refusalAsSecret(secret: Mapping): string | undefined {
  const metadata = secret['metadata'];
  const names = [secret['apiVersion'], secret['kind'], isMapping(metadata) ? metadata['name'] : undefined];
  if (names.some(isEncrypted))
    return 'its kind or name is encrypted too, so that Flux cannot tell what it is';
  if (secret['apiVersion'] !== 'v1' || secret['kind'] !== 'Secret') return 'it is no Secret of version v1';
  for (const part of ['data', 'stringData']) {
    const value = secret[part];
    if (value !== undefined && !isMapping(value)) return `its ${part} is no list of keys`;
  }
  return undefined;
}

function* mismatches(
  secret: Mapping,
  data: readonly Entry[],
  expected: SealedFileExpectation,
): Generator<string> {
  const metadata = isMapping(secret['metadata']) ? secret['metadata'] : {};
  const { name, namespace } = metadata;
  if (name !== expected.name) yield `its name is not '${expected.name}'`;
  if (namespace !== undefined && expected.namespace !== undefined && namespace !== expected.namespace) {
    yield `its namespace is not '${expected.namespace}'`;
  }
  const type = secret['type'] ?? 'Opaque';
  if (expected.type !== undefined && type !== expected.type) yield `its type is not '${expected.type}'`;
  const values = new Map(data);
  for (const key of expected.keys) {
    if (!values.has(key)) yield `it has no key '${key}'`;
    else if (isEmpty(values.get(key))) yield `its key '${key}' is empty`;
  }
}
