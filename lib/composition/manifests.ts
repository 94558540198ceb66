import type { ApiObject } from 'cdk8s';
import { fluxProblems, problem, RestorableError, type Problem } from '../core';
import { manifestOf, type Manifest } from '../flux/emit';
import { PRUNE_ANNOTATION, PrunePolicy } from '../flux/prune-policy';
import { inspectObject, KindSchema } from '../kubernetes/schema';

const NOTHING = {} as const;

/** Renders objects, checks each against its schema, and knows which object is written where. */
export class Manifests {
  readonly problems: Problem[] = [];
  private readonly owners = new Map<string, string>();

  /**
   * The manifest of an object of a cluster (`undefined`: of no cluster), ready to be written. Undefined for an object that
   * has none, which is a problem (RST401).
   */
  tryRender(object: ApiObject, cluster: string | undefined): Manifest | undefined {
    const manifest = this.tryRead(object);
    if (manifest === undefined) return undefined;
    const { annotations, namespace, ...rest } = manifest.metadata;
    const kept =
      cluster !== undefined && PrunePolicy.protects(object) ? { [PRUNE_ANNOTATION]: 'disabled' } : NOTHING;
    // A chart's default namespace reaches every object in it, also those that have none.
    const clusterScoped = KindSchema.tryFind(manifest.apiVersion, manifest.kind)?.scope === 'Cluster';
    const metadata = {
      ...((annotations !== undefined || kept !== NOTHING) && { annotations: { ...kept, ...annotations } }),
      ...rest,
      ...(namespace !== undefined && !clusterScoped && { namespace }),
    };
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

  private tryRead(object: ApiObject): Manifest | undefined {
    try {
      return manifestOf(object);
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }
}
