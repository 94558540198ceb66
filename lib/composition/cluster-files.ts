import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObject, Chart } from 'cdk8s';
import { fluxProblems, problem, storageProblems, type Problem } from '../core';
import { toYaml, yamlStream, type Manifest } from '../flux/emit';
import { FluxFolder } from '../flux/flux-folder';
import { fluxKustomization, kustomizeFile, type KustomizationContext } from '../flux/kustomization';
import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import { managedLabels } from '../kubernetes/labels';
import { fileOfKind } from './file-of-kind';
import { folderOrderProblems } from './folder-order';
import type { Manifests } from './manifests';
import type { TreeTarget } from './tree-target';

/** Where the files of clusters go. */
export interface Target {
  readonly manifests: Manifests;
  readonly tree: TreeTarget;
  /** Root of the repository, where files kept by others are read. */
  readonly repository: string;
  /** Whether kept files are written too, since the tree goes elsewhere than the repository. */
  readonly copyKept: boolean;
}

/** Adds everything of one cluster to the tree: its folders, and the entry folder with one Flux Kustomization for each. */
export function clusterFiles(
  cluster: KubernetesCluster,
  homes: ReadonlyMap<Chart, readonly ApiObject[]>,
  target: Target,
): void {
  const { path, entry } = cluster.flux;
  const context: KustomizationContext = { ...cluster.flux, labels: managedLabels() };
  const folders = [...homes.keys()].filter((chart) => isFolderOf(cluster, chart));
  waitForNamespaces(cluster, folders);
  target.manifests.problems.push(...folderOrderProblems(folders));

  const entryFiles: string[] = [];
  for (const folder of folders) {
    folderFiles(cluster, folder, homes.get(folder) ?? [], target);
    const kustomization = fluxKustomization(folder, context) as unknown as Manifest;
    const file = `${folder.kustomizationName}.yaml`;
    target.tree.add(
      `${path}/${entry}/${file}`,
      toYaml(target.manifests.register(kustomization, folder.node.path, cluster.name)),
      folder.node.path,
    );
    entryFiles.push(file);
  }
  target.tree.add(
    `${path}/${entry}/kustomization.yaml`,
    toYaml(kustomizeFile(entryFiles)),
    cluster.node.path,
  );
}

/** Everything but the operators waits for the namespaces: an object cannot be applied before its namespace. */
function waitForNamespaces(cluster: KubernetesCluster, folders: readonly FluxFolder[]): void {
  const namespaces = cluster.namespaces.folder;
  if (namespaces === undefined) return;
  for (const folder of folders) if (!cluster.operators.includes(folder)) folder.dependOn(namespaces);
}

function isFolderOf(cluster: KubernetesCluster, chart: Chart): chart is FluxFolder {
  return FluxFolder.isFluxFolder(chart) && chart.node.scopes.includes(cluster);
}

function folderFiles(
  cluster: KubernetesCluster,
  folder: FluxFolder,
  objects: readonly ApiObject[],
  target: Target,
): void {
  const root = `${cluster.flux.path}/${folder.path}`;
  const files = new Map<string, string[]>();
  for (const object of objects) {
    const file = folder.tryFindFile(object) ?? fileOfKind(object.kind);
    const text = target.manifests.tryRender(object, cluster.name);
    if (text === undefined) continue;
    const others = files.get(file);
    if (others === undefined) files.set(file, [text]);
    else others.push(text);
  }
  for (const [file, documents] of files) {
    target.tree.add(`${root}/${file}`, yamlStream(documents), folder.node.path);
  }
  for (const kept of folder.keptFiles) {
    if (files.has(kept.file)) target.manifests.problems.push(takenFile(`${root}/${kept.file}`, kept));
    else keepFile(`${root}/${kept.file}`, kept, target);
  }
  const resources = [...new Set([...files.keys(), ...folder.keptFiles.map((kept) => kept.file)])];
  if (resources.length === 0) {
    target.manifests.problems.push(
      problem(fluxProblems.emptyFolder, {
        path: folder.node.path,
        value: folder.path,
        reason: 'nothing stands in the folder',
      }),
    );
  }
  target.tree.add(`${root}/kustomization.yaml`, toYaml(kustomizeFile(resources)), folder.node.path);
}

function takenFile(path: string, { owner }: FluxFolder['keptFiles'][number]): Problem {
  return problem(fluxProblems.duplicateFile, {
    path: owner.node.path,
    value: path,
    reason: 'Git is to keep a Secret in the file that objects of the folder are written to',
  });
}

function keepFile(path: string, kept: FluxFolder['keptFiles'][number], target: Target): void {
  let text: string;
  try {
    text = readFileSync(join(target.repository, path), 'utf8');
  } catch (error) {
    target.manifests.problems.push(
      problem(storageProblems.sealedFileMissing, {
        path: kept.owner.node.path,
        value: path,
        reason: `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`,
      }),
    );
    return;
  }
  const problems = kept.inspect(text);
  target.manifests.problems.push(
    ...problems.map((p) => ({ ...p, path: kept.owner.node.path, property: path })),
  );
  // Several may need one file; all but one will find another Secret in it.
  if (target.copyKept && !target.tree.tree.has(path)) target.tree.add(path, text, kept.owner.node.path);
}
