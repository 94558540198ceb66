import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compiler } from './compile';
import { checkObjectName } from './object-name';
import { isRecord } from './object-checks';
import type { KindDocument, Scope } from './shape';
import type { Check, Finding, SchemaViolation } from './violation';

const GENERATED = join(__dirname, '..', 'generated');
const NONE: readonly SchemaViolation[] = Object.freeze([]);

/** The structural schema of one kind, read and compiled when it is first asked for. Needs no network. */
export class KindSchema {
  private static readonly loaded = new Map<string, KindSchema | undefined>();
  private static known: ReadonlySet<string> | undefined;

  /** Every kind that has a schema, as `apiVersion/kind`, in alphabetical order. */
  static get knownKinds(): ReadonlySet<string> {
    KindSchema.known ??= new Set(Object.keys((read('index.json') as { kinds: object }).kinds));
    return KindSchema.known;
  }

  /** The schema of a kind, or undefined where none was generated. */
  static tryFind(apiVersion: string, kind: string): KindSchema | undefined {
    const key = `${apiVersion}/${kind}`;
    let schema = KindSchema.loaded.get(key);
    if (schema === undefined && KindSchema.knownKinds.has(key)) {
      schema = new KindSchema(read(documentPath(apiVersion, kind)) as KindDocument);
      KindSchema.loaded.set(key, schema);
    }
    return schema;
  }

  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: Scope;
  private readonly group: string;
  private readonly checkShape: Check;

  private constructor(document: KindDocument) {
    this.apiVersion = document.apiVersion;
    this.kind = document.kind;
    this.scope = document.scope;
    this.group = document.apiVersion.includes('/') ? document.apiVersion.replace(/\/.*$/, '') : '';
    this.checkShape = new Compiler(document.definitions ?? {}).compile(document.schema);
  }

  /**
   * Everything in an object of this kind that does not match the schema; empty if it matches. Unknown fields do not
   * match. Rules between fields (CEL) and rules of admission webhooks are not part of the schema.
   */
  check(object: unknown): readonly SchemaViolation[] {
    const found: Finding[] = [];
    this.checkShape(object, found);
    this.checkName(object, found);
    if (found.length === 0) return NONE;
    return this.isSecret ? found.map(withoutSecret) : found;
  }

  private checkName(object: unknown, found: Finding[]): void {
    if (this.scope === 'File' || !isRecord(object) || !isRecord(object['metadata'])) return;
    const { name, generateName } = object['metadata'];
    if (typeof name === 'string') checkObjectName(this.group, this.kind, name, found);
    else if ((name ?? undefined) === undefined && typeof generateName !== 'string') {
      found.push({ property: 'metadata.name', reason: 'is required' });
    }
  }

  private get isSecret(): boolean {
    return this.kind === 'Secret' && this.apiVersion === 'v1';
  }
}

function withoutSecret(finding: Finding): SchemaViolation {
  if (!/^(?:data|stringData)\b/.test(finding.property)) return finding;
  const { property, reason, suggestion } = finding;
  return { property, reason, ...(suggestion !== undefined && { suggestion }) };
}

function documentPath(apiVersion: string, kind: string): string {
  return join(
    'schemas',
    ...(apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]),
    `${kind}.json`,
  );
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(GENERATED, path), 'utf8'));
}
