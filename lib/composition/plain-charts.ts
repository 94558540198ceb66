import { Names, type ApiObject, type Chart } from 'cdk8s';
import { yamlStream } from '../flux/emit';
import type { Manifests } from './manifests';
import type { TreeTarget } from './tree-target';

/** Writes a chart that stands in no folder as cdk8s would: one file at the root, named after the chart. */
export function plainChartFile(
  chart: Chart,
  objects: readonly ApiObject[],
  target: { readonly manifests: Manifests; readonly tree: TreeTarget },
): void {
  const file = `${Names.toDnsLabel(chart)}.k8s.yaml`;
  const documents = objects.flatMap((object) => target.manifests.tryRender(object, undefined) ?? []);
  target.tree.add(file, yamlStream(documents), chart.node.path);
}
