export { manifestOf, type Manifest, type ManifestMetadata } from './manifest';
export { toYaml, toYamlDocuments, yamlStream } from './yaml';
