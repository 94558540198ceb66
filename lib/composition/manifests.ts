import type { ApiObject } from 'cdk8s';
import { fluxProblems, problem, type Problem } from '../core';
import { manifestOf, type Manifest } from '../flux/emit';
import { PRUNE_ANNOTATION, PrunePolicy } from '../flux/prune-policy';
import { inspectObject, isClusterScoped } from '../kubernetes/schema';

/** Renders objects, checks each against its schema, and knows which object is written where. */
export class Manifests {
  readonly problems: Problem[] = [];
  private readonly owners = new Map<string, string>();

  /** The manifest of an object of a cluster (`undefined`: of no cluster), ready to be written. */
  render(object: ApiObject, cluster: string | undefined): Manifest {
    const manifest = manifestOf(object);
    const metadata = { ...manifest.metadata };
    // A chart's default namespace reaches every object in it, also those that have none.
    if (isClusterScoped(manifest.apiVersion, manifest.kind)) delete metadata.namespace;
    if (cluster !== undefined && PrunePolicy.protects(object)) {
      metadata.annotations = { [PRUNE_ANNOTATION]: 'disabled', ...metadata.annotations };
    }
    return this.register({ ...manifest, metadata }, object.node.path, cluster);
  }

  /** Checks a manifest and remembers who writes the object; two writers of one object would undo each other. */
  register(manifest: Manifest, path: string, cluster: string | undefined): Manifest {
    this.problems.push(...inspectObject(path, manifest));
    const group = manifest.apiVersion.split('/').slice(0, -1).join('/');
    const place = `${manifest.metadata.namespace ?? ''}/${manifest.metadata.name ?? ''}`;
    const identity = `${cluster ?? ''} ${group} ${manifest.kind} ${place}`;
    const owner = this.owners.get(identity);
    if (owner === undefined) this.owners.set(identity, path);
    else {
      this.problems.push(
        problem(fluxProblems.duplicateObject, {
          path,
          value: `${manifest.kind} ${place}`,
          reason: `'${owner}' writes the same object`,
        }),
      );
    }
    return manifest;
  }
}
