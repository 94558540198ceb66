import type { ObjectShape } from '../../lib/kubernetes/schema/shape';
import type { FoundKinds } from '../find-kinds';
import type { Origin } from '../generated-index';
import type { OpenApi } from '../sources/open-api';
import type { SourceKind } from '../sources/source-kind';
import { moduleOf } from './type-name';
import { namingByPath, TypeTree } from './type-tree';

/** One TypeScript file. */
export interface TypeFile {
  /** Its name, without `.ts`. */
  readonly module: string;
  readonly origin: Origin;
  readonly text: string;
}

/** The TypeScript files of all found kinds. Each API version of custom resources stands alone. */
export function renderTypes(found: readonly FoundKinds[], openApi: OpenApi | undefined): readonly TypeFile[] {
  const builtIn = new TypeTree((shape) => openApi?.tryNameOf(shape));
  const custom = found.filter(({ origin }) => origin === 'custom').map(customTree);
  for (const group of found.filter(({ origin }) => origin === 'built-in')) addKinds(builtIn, group);
  return [...custom.flatMap((tree) => filesOf(tree, 'custom')), ...filesOf(builtIn, 'built-in')];
}

function customTree(group: FoundKinds): TypeTree {
  const roots = group.kinds.map((kind) => ({ name: kind.kind, shape: typedShape(kind, group) }));
  const tree = new TypeTree(namingByPath(moduleOf(group.wanted.apiVersion), roots));
  addKinds(tree, group);
  return tree;
}

function addKinds(tree: TypeTree, group: FoundKinds): void {
  const { apiVersion } = group.wanted;
  for (const kind of group.kinds) {
    const name = { module: moduleOf(apiVersion), name: kind.kind };
    tree.addKind(name, `Kind \`${kind.kind}\` of \`${apiVersion}\`.`, typedShape(kind, group));
  }
}

function filesOf(tree: TypeTree, origin: Origin): TypeFile[] {
  return [...tree.render()].map(([module, text]) => ({ module, origin, text }));
}

/** The shape as it is typed: what every object has goes first, and the status is left out where it is not read. */
function typedShape(source: SourceKind, group: FoundKinds): ObjectShape {
  const { apiVersion, kind, metadata, status, ...others } = source.shape.properties;
  const isRead = group.wanted.withStatus?.includes(source.kind) === true;
  const first = { apiVersion, kind, metadata };
  const typed = { ...first, ...others, ...(isRead && { status }) };
  return {
    ...source.shape,
    properties: Object.fromEntries(
      Object.entries(typed).flatMap(([name, field]) => (field === undefined ? [] : [[name, field]])),
    ),
  };
}
