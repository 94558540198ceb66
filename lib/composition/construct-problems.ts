import type { IConstruct } from 'constructs';
import { fluxProblems, problem, type Problem } from '../core';
import { FluxFolder } from '../flux/flux-folder';
import { KubernetesCluster } from '../kubernetes/kubernetes-cluster';

/**
 * Problems that constructs tell of themselves (`node.addValidation`, also those of cdk8s and cdk8s-plus), and folders
 * that nothing would apply.
 *
 * @param known formatted problems that are reported already
 */
export function constructProblems(constructs: readonly IConstruct[], known: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  for (const construct of constructs) {
    for (const reason of construct.node.validate()) {
      if (!known.has(reason))
        problems.push(problem(fluxProblems.constructInvalid, { path: construct.node.path, reason }));
    }
    if (FluxFolder.isFluxFolder(construct) && KubernetesCluster.tryFindOf(construct) === undefined) {
      problems.push(
        problem(fluxProblems.folderWithoutCluster, {
          path: construct.node.path,
          value: construct.path,
          reason: 'the folder stands in no KubernetesCluster, so no Flux reads it',
        }),
      );
    }
  }
  return problems;
}
