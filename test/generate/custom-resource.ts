import type { JsonSchema } from '../../generate/json-schema';
import { parseDocuments, type SourceDocument } from '../../generate/sources/documents';

/** A CustomResourceDefinition of `example.org/v1`, with these properties of its spec. */
export function customResource(
  kind: string,
  spec: JsonSchema,
  versions: readonly string[] = ['v1'],
): SourceDocument {
  const openAPIV3Schema = {
    type: 'object',
    description: 'A sentence of its authors.',
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec,
      status: { type: 'object', properties: { phase: { type: 'string' } } },
    },
  };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.example.org` },
    spec: {
      group: 'example.org',
      names: { kind },
      scope: 'Namespaced',
      versions: versions.map((name) => ({ name, served: name !== 'v0', schema: { openAPIV3Schema } })),
    },
  };
  const [document] = parseDocuments(JSON.stringify(definition), `example.org_${kind.toLowerCase()}s.yaml`);
  if (document === undefined) throw new Error('the definition is one document');
  return document;
}
