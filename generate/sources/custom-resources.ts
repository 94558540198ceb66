import { createHash } from 'node:crypto';
import type { Scope } from '../../lib/kubernetes/schema/shape';
import type { JsonSchema } from '../json-schema';
import { canonicalJson, isRecord } from '../record';
import { ShapeReader } from '../shape-reader';
import type { SourceDocument } from './documents';
import { objectShape, type SourceKind } from './source-kind';

/** What is read of a CustomResourceDefinition (`apiextensions.k8s.io/v1`). */
interface Definition {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly scope: Scope;
    readonly versions: readonly DefinitionVersion[];
  };
}

interface DefinitionVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema?: { readonly openAPIV3Schema?: JsonSchema };
}

interface Located {
  readonly definition: Definition;
  readonly version: DefinitionVersion;
  readonly source: string;
}

/** The kinds of the CustomResourceDefinitions among some documents. Other documents are passed over. */
export class CustomResources {
  static of(documents: readonly SourceDocument[]): CustomResources {
    const found = new Map<string, Located>();
    for (const { content, source } of documents) {
      if (content['kind'] !== 'CustomResourceDefinition' || !isRecord(content['spec'])) continue;
      const definition = content as unknown as Definition;
      for (const version of definition.spec.versions.filter(({ served }) => served)) {
        const key = `${definition.spec.group}/${version.name}/${definition.spec.names.kind}`;
        const before = found.get(key);
        if (before !== undefined)
          throw new Error(`${key} is described twice: in ${before.source} and ${source}`);
        found.set(key, { definition, version, source });
      }
    }
    return new CustomResources(found);
  }

  private constructor(private readonly found: ReadonlyMap<string, Located>) {}

  /** The served version of a kind, or undefined if no document describes it. */
  tryFind(apiVersion: string, kind: string): SourceKind | undefined {
    const located = this.found.get(`${apiVersion}/${kind}`);
    if (located === undefined) return undefined;
    const { definition, version, source } = located;
    const schema = version.schema?.openAPIV3Schema ?? {};
    const reader = new ShapeReader({
      resolve: (reference) => {
        throw new Error(`${source} has a $ref, which a CustomResourceDefinition cannot: ${reference}`);
      },
      defaultOfKey: (_, field) => scalarOrNull(field?.default),
      withoutFields: 'closed',
    });
    return {
      apiVersion,
      kind,
      scope: definition.spec.scope,
      shape: objectShape(reader.read(schema), apiVersion, kind, definition.spec.scope),
      source,
      versions: statedVersions(definition),
      sha256: createHash('sha256').update(canonicalJson(schema)).digest('hex'),
      leftBehind: reader.leftBehind,
    };
  }
}

function scalarOrNull(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Labels and annotations such as `controller-gen.kubebuilder.io/version`. */
function statedVersions({ metadata }: Definition): Readonly<Record<string, string>> {
  const stated = Object.entries({ ...metadata?.labels, ...metadata?.annotations });
  return Object.fromEntries(stated.filter(([key]) => key.endsWith('/version')).sort());
}
