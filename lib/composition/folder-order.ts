import { fluxProblems, problem, type Problem } from '../core';
import type { FluxFolder } from '../flux/flux-folder';

/**
 * Folders of one cluster that Flux could not apply: those that share a name, wait for each other in a circle, or wait for a
 * folder that another cluster applies.
 */
export function folderOrderProblems(folders: readonly FluxFolder[]): Problem[] {
  return [...sharedNames(folders), ...foreignDependencies(folders), ...cycles(folders)];
}

function sharedNames(folders: readonly FluxFolder[]): Problem[] {
  const byName = new Map<string, FluxFolder>();
  const problems: Problem[] = [];
  for (const folder of folders) {
    const other = byName.get(folder.kustomizationName);
    if (other === undefined) byName.set(folder.kustomizationName, folder);
    else {
      problems.push(
        problem(fluxProblems.sharedKustomizationName, {
          path: folder.node.path,
          property: 'name',
          value: folder.kustomizationName,
          reason: `the folder '${other.path}' has the same name`,
        }),
      );
    }
  }
  return problems;
}

function foreignDependencies(folders: readonly FluxFolder[]): Problem[] {
  const own = new Set(folders);
  return folders.flatMap((folder) =>
    folder.dependsOn
      .filter((other) => !own.has(other))
      .map((other) =>
        problem(fluxProblems.foreignDependency, {
          path: folder.node.path,
          property: 'dependsOn',
          value: other.path,
          reason: `'${other.node.path}' is not applied by this cluster`,
        }),
      ),
  );
}

function cycles(folders: readonly FluxFolder[]): Problem[] {
  const done = new Set<FluxFolder>();
  const trail: FluxFolder[] = [];
  const problems: Problem[] = [];
  const visit = (folder: FluxFolder): void => {
    if (done.has(folder)) return;
    const start = trail.indexOf(folder);
    if (start >= 0) {
      const circle = [...trail.slice(start), folder].map((f) => f.kustomizationName).join(' → ');
      problems.push(
        problem(fluxProblems.folderCycle, {
          path: folder.node.path,
          property: 'dependsOn',
          reason: `the folders wait for each other: ${circle}`,
        }),
      );
      return;
    }
    trail.push(folder);
    folder.dependsOn.forEach(visit);
    trail.pop();
    done.add(folder);
  };
  folders.forEach(visit);
  return problems;
}
