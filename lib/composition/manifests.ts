import type { ApiObject } from 'cdk8s';
import { fluxProblems, problem, RestorableError, type Problem } from '../core';
import { manifestOf, toYaml, type Manifest } from '../flux/emit';
import { PRUNE_ANNOTATION, PrunePolicy } from '../flux/prune-policy';
import { inspectObject, KindSchema } from '../kubernetes/schema';
import { sizeProblems } from './object-size';

const NOTHING = {} as const;

/** Renders objects, checks each against its schema, and knows which object is written where. */
export class Manifests {
  readonly problems: Problem[] = [];
  private readonly owners = new Map<string, string>();

  /**
   * The YAML of an object of a cluster (`undefined`: of no cluster). Undefined for an object that has none, which is a
   * problem (RST401).
   */
  tryRender(object: ApiObject, cluster: string | undefined): string | undefined {
    const { path } = object.node;
    try {
      const manifest = written(object, cluster);
      const text = toYaml(manifest);
      this.register(manifest, path, cluster);
      this.problems.push(...sizeProblems(path, manifest, text));
      return text;
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      this.problems.push(...error.problems.map((p) => ({ ...p, path })));
      return undefined;
    }
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

/** The manifest, kept from pruning where it must be, and without a namespace where its kind has none. */
function written(object: ApiObject, cluster: string | undefined): Manifest {
  const manifest = manifestOf(object);
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
  return { ...manifest, metadata };
}
