import type { RequiredSecret, SecretRole, StorageGrant } from '../plan';
import type { Credentials } from './credentials';
import { keyPairs } from './credentials/secret-keys';
import type { SecretUse } from './secret-uses';

/** Two uses of one Secret that cannot both be met. */
export interface SecretConflict {
  readonly problem: 'conflictingSecret' | 'conflictingSecretValue' | 'oneSecretTwoStores';
  readonly reason: string;
}

/** What is known of one Secret so far. */
interface Entry {
  readonly first: SecretUse;
  readonly roles: Set<SecretRole>;
  readonly usedBy: Set<string>;
  readonly expected: Map<string, string>;
  readonly prefixes: Set<string>;
  /** The first grant, with the widest access of all. */
  grant: StorageGrant | undefined;
}

/** Users of one set of credentials on one side of an archive; a warning is given once. */
interface Sides {
  writer?: string;
  reader?: string;
  warned?: true;
}

/** Keeps the uses of a tree, one entry for each Secret. */
export class SecretLedger {
  private readonly entries = new Map<string, Entry>();
  private readonly sides = new Map<string, Sides>();
  private readonly accounts = new Map<string, Set<string>>();

  /** Adds a use to the entry of its Secret and tells what contradicts. Credentials without a Secret have no entry. */
  add(use: SecretUse): readonly SecretConflict[] {
    const { credentials, cluster, namespace } = use;
    if (credentials.name === undefined) return [];
    const key = JSON.stringify([cluster, namespace, credentials.name]);
    const entry = this.entries.get(key) ?? this.open(key, use);
    entry.roles.add(use.role);
    entry.usedBy.add(use.usedBy);
    const conflicts: SecretConflict[] = [];
    if (!entry.first.credentials.isSameAs(credentials)) {
      conflicts.push({ problem: 'conflictingSecret', reason: difference(entry.first, use) });
    }
    conflicts.push(...mergeExpected(entry, use), ...mergeGrant(entry, use));
    return conflicts;
  }

  /** The path of a user on the other side of an archive with the same credentials; told once for each credentials. */
  findOtherSide(use: SecretUse): string | undefined {
    const side =
      use.role === 'archive-writer' ? 'writer' : use.role === 'archive-reader' ? 'reader' : undefined;
    if (side === undefined) return undefined;
    const key = JSON.stringify([use.cluster, use.credentials.identity]);
    const sides = this.sides.get(key) ?? {};
    this.sides.set(key, sides);
    sides[side] ??= use.usedBy;
    const other = side === 'writer' ? sides.reader : sides.writer;
    if (other === undefined || sides.warned === true) return undefined;
    sides.warned = true;
    return other;
  }

  /** Another namespace that shares an account with this one without saying so; told once for each namespace. */
  findOtherNamespace(use: SecretUse): string | undefined {
    const account = use.credentials.sharedAccount;
    if (account === undefined) return undefined;
    const key = JSON.stringify([use.cluster, account]);
    const namespaces = this.accounts.get(key) ?? new Set();
    this.accounts.set(key, namespaces);
    if (namespaces.has(use.namespace)) return undefined;
    const [other] = namespaces;
    namespaces.add(use.namespace);
    return other;
  }

  /** Every Secret, sorted by cluster, namespace and name. */
  requiredSecrets(): readonly RequiredSecret[] {
    return [...this.entries]
      .sort(([a], [b]) => compare(a, b))
      .flatMap(([, entry]) => requiredSecret(entry) ?? []);
  }

  private open(key: string, use: SecretUse): Entry {
    const entry: Entry = {
      first: use,
      roles: new Set(),
      usedBy: new Set(),
      expected: new Map(),
      prefixes: new Set(),
      grant: undefined,
    };
    this.entries.set(key, entry);
    return entry;
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function mergeExpected(entry: Entry, use: SecretUse): SecretConflict[] {
  const conflicts: SecretConflict[] = [];
  for (const [holds, value] of Object.entries(use.expected ?? {})) {
    if (value === undefined) continue;
    const known = entry.expected.get(holds);
    if (known === undefined) entry.expected.set(holds, value);
    else if (known !== value && holdsKey(entry.first.credentials, holds)) {
      const reason = `its ${holds} must be '${known}' for '${entry.first.usedBy}' and '${value}' for '${use.usedBy}'`;
      conflicts.push({ problem: 'conflictingSecretValue', reason });
    }
  }
  return conflicts;
}

function holdsKey(credentials: Credentials, holds: string): boolean {
  return credentials.keys !== undefined && keyPairs(credentials.keys).some(([what]) => what === holds);
}

function mergeGrant(entry: Entry, use: SecretUse): SecretConflict[] {
  const { grant } = use;
  if (grant === undefined) return [];
  const known = (entry.grant ??= grant);
  if (known.store !== grant.store) {
    const reason = `it opens '${known.store}' for '${entry.first.usedBy}' and '${grant.store}' for '${use.usedBy}'`;
    return [{ problem: 'oneSecretTwoStores', reason }];
  }
  entry.grant = { ...known, access: widerAccess(known.access, grant.access) };
  for (const prefix of grant.prefixes) entry.prefixes.add(prefix);
  return [];
}

/** Appending includes reading: its holder chains records to the ones before. */
function widerAccess(a: StorageGrant['access'], b: StorageGrant['access']): StorageGrant['access'] {
  const access = [a, b];
  if (access.includes('read-write')) return 'read-write';
  return access.includes('append-only') ? 'append-only' : 'read-only';
}

function difference(first: SecretUse, other: SecretUse): string {
  const [a, b] = [first.credentials, other.credentials];
  const parts = [
    ...(JSON.stringify(a.source) === JSON.stringify(b.source) ? [] : [`source (${a.kind} and ${b.kind})`]),
    ...(a.secretType === b.secretType
      ? []
      : [`type (${a.secretType ?? 'none'} and ${b.secretType ?? 'none'})`]),
    ...(keyText(a) === keyText(b) ? [] : [`keys (${keyText(a)} and ${keyText(b)})`]),
  ];
  const what = parts.length === 0 ? 'settings' : parts.join(', ');
  return `'${first.usedBy}' and '${other.usedBy}' declare it with different ${what}`;
}

function keyText(credentials: Credentials): string {
  return credentials.keys === undefined
    ? 'none'
    : keyPairs(credentials.keys)
        .map(([holds, key]) => `${holds}: ${key}`)
        .join(' ');
}

function requiredSecret(entry: Entry): RequiredSecret | undefined {
  const { credentials, cluster, namespace } = entry.first;
  const { name, keys, secretType, source } = credentials;
  if (name === undefined || keys === undefined || secretType === undefined || source === undefined)
    return undefined;
  const { grant } = entry;
  return {
    cluster,
    namespace,
    name,
    type: secretType,
    roles: [...entry.roles].sort(compare),
    keys: keyPairs(keys).map(([holds, key]) => {
      const expected = entry.expected.get(holds);
      return { key, holds, ...(expected !== undefined && { expected }) };
    }),
    source,
    ...(grant !== undefined && {
      grants: { ...grant, prefixes: [...entry.prefixes].sort(compare) },
    }),
    usedBy: [...entry.usedBy].sort(compare),
  };
}
