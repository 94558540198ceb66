import { createHash } from 'node:crypto';
import type { Shape } from '../../lib/kubernetes/schema/shape';
import type { JsonSchema } from '../json-schema';
import { canonicalJson, isRecord } from '../record';
import { ShapeReader } from '../shape-reader';
import type { TypeName } from '../types/type-name';
import type { SourceDocument } from './documents';
import { objectShape, type SourceKind } from './source-kind';

interface OpenApiDocument {
  readonly info: { readonly version: string };
  readonly definitions: Readonly<Record<string, OpenApiDefinition>>;
}

interface OpenApiDefinition extends JsonSchema {
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

const PREFIX = '#/definitions/';
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

// OpenAPI v2 cannot say these: their JSON form is made by code. Source: Kubernetes 1.34 API reference, "Common
// Definitions"; the pattern of quantities is that of `resource.Quantity`.
const QUANTITY =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
const BY_CODE: Readonly<Record<string, Shape>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'number-or-string', pattern: QUANTITY },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  [`${META}FieldsV1`]: 'any',
  [`${META}ObjectMeta`]: 'metadata',
};

// The protocol of a port is the one list key of the built-in kinds that has a default. OpenAPI v2 has no defaults.
const KEY_DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

// No document says it: those of the kinds in kinds.json that exist once per cluster (`kubectl api-resources`, 1.34).
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);

/** The built-in kinds of an OpenAPI v2 document (`kubectl get --raw /openapi/v2`). Custom resources in it are passed over. */
export class OpenApi {
  /** The first OpenAPI document among some, or undefined if there is none. */
  static tryOf(documents: readonly SourceDocument[]): OpenApi | undefined {
    const found = documents.find(
      ({ content }) => content['swagger'] === '2.0' && isRecord(content['definitions']),
    );
    return found && new OpenApi(found.content as unknown as OpenApiDocument, found.source);
  }

  private readonly kinds = new Map<string, string>();
  private readonly groups = new Map<string, string>();
  private readonly names = new Map<Shape, TypeName>();
  private readonly shapes = new Map<string, Shape>();
  private readonly reading: string[] = [];

  private constructor(
    private readonly document: OpenApiDocument,
    private readonly source: string,
  ) {
    for (const [name, definition] of Object.entries(document.definitions)) {
      const [gvk, more] = definition['x-kubernetes-group-version-kind'] ?? [];
      if (!name.startsWith('io.k8s.api.') || gvk === undefined || more !== undefined) continue;
      const { group, version, kind } = gvk;
      this.kinds.set(group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`, name);
      this.groups.set(packageOf(name), group === '' ? 'core' : group);
    }
  }

  /** A built-in kind, or undefined if the document does not describe it. */
  tryFind(apiVersion: string, kind: string): SourceKind | undefined {
    const name = this.kinds.get(`${apiVersion}/${kind}`);
    if (name === undefined) return undefined;
    const reader = this.reader();
    const scope = CLUSTER_WIDE.has(kind) ? 'Cluster' : 'Namespaced';
    const reached = this.reachedFrom(name);
    return {
      apiVersion,
      kind,
      scope,
      shape: objectShape(reader.read(this.findDefinition(name)), apiVersion, kind, scope),
      source: this.source,
      versions: { kubernetes: this.document.info.version },
      sha256: createHash('sha256').update(canonicalJson(reached)).digest('hex'),
      leftBehind: reader.leftBehind,
    };
  }

  /** The name of the type a shape was defined as, or undefined for a shape without one. */
  tryNameOf(shape: Shape): TypeName | undefined {
    return this.names.get(shape);
  }

  private reader(): ShapeReader {
    const reader: ShapeReader = new ShapeReader({
      resolve: (reference) => this.resolve(reference.slice(PREFIX.length), reader),
      defaultOfKey: (key) => KEY_DEFAULTS[key] ?? null,
      withoutFields: 'any',
    });
    return reader;
  }

  private resolve(name: string, reader: ShapeReader): Shape {
    const known = BY_CODE[name] ?? this.shapes.get(name);
    if (known !== undefined) return known;
    if (this.reading.includes(name)) throw new Error(`${name} contains itself, which has no shape`);
    this.reading.push(name);
    const shape = reader.read(this.findDefinition(name));
    this.reading.pop();
    this.shapes.set(name, shape);
    if (typeof shape === 'object' && shape.type === 'object') this.names.set(shape, this.typeName(name));
    return shape;
  }

  private typeName(name: string): TypeName {
    const parts = name.split('.');
    const [version = '', type = ''] = parts.slice(-2);
    const group = name.startsWith(META) ? 'meta' : this.groups.get(packageOf(name));
    if (group === undefined) throw new Error(`${name} belongs to no API group that has a kind`);
    return { module: `${group}/${version}`, name: type };
  }

  private reachedFrom(
    name: string,
    reached: Record<string, unknown> = {},
  ): Readonly<Record<string, unknown>> {
    if (name in reached) return reached;
    const definition = this.findDefinition(name);
    reached[name] = definition;
    for (const [, next] of JSON.stringify(definition).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      if (next !== undefined) this.reachedFrom(next, reached);
    }
    return reached;
  }

  private findDefinition(name: string): OpenApiDefinition {
    const definition = this.document.definitions[name];
    if (definition === undefined)
      throw new Error(`${this.source} refers to a definition it does not have: ${name}`);
    return definition;
  }
}

function packageOf(name: string): string {
  return name.split('.').slice(0, -2).join('.');
}
