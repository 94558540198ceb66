import { namesOf } from '../../lib/drill/site/access';
import type { EvidenceRecord } from '../../lib/evidence/evidence-record';
import { isPendingName, pendingName, type PendingPlace } from '../../lib/evidence/pending-place';
import type { SignedRecord } from '../../lib/evidence/signed-record';
import type { DrillPlan } from '../../lib/plan';
import { ApiError, type ApiClient, type KubernetesObject, type Resource } from '../kubernetes';

interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, unknown>>;
}

/** How long one request, with its repetitions, may take, milliseconds. */
const LONGEST = 4000;

/**
 * Signed records in the ConfigMap `<drill>-evidence`, since the files of a pod are gone with it. Whoever may write in the
 * namespace can put anything there: only signatures tell what is ours. Each method rejects with an ApiError, or once the time
 * is over.
 */
export class PendingConfigMap implements PendingPlace {
  /** `namespace/name`. */
  readonly place: string;

  private readonly name: string;
  private readonly configMaps: Resource;

  constructor(
    private readonly client: ApiClient,
    private readonly drill: Pick<DrillPlan, 'name' | 'namespace'>,
    private readonly signal: AbortSignal,
  ) {
    this.name = namesOf(drill.name).evidence;
    this.place = `${drill.namespace}/${this.name}`;
    this.configMaps = { apiVersion: 'v1', plural: 'configmaps', namespace: drill.namespace };
  }

  async keep(record: SignedRecord): Promise<void> {
    const data = { [pendingName(record)]: Buffer.from(record.content).toString('utf8') };
    if (await this.tryPatch(data)) return;
    const { name, configMaps, drill } = this;
    const labels = {
      'app.kubernetes.io/managed-by': 'restorable',
      'app.kubernetes.io/part-of': 'restorable',
      'app.kubernetes.io/instance': drill.name,
    };
    const metadata = { name, namespace: drill.namespace, labels };
    try {
      await this.client.create(
        configMaps,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
        this.limit,
      );
    } catch (error) {
      // Somebody was faster; or the answer to a request that was carried out got lost.
      if (!(ApiError.is(error) && error.isConflict && (await this.tryPatch(data)))) throw error;
    }
  }

  async all(): Promise<readonly EvidenceRecord[]> {
    const found = (await this.client.tryGet(this.configMaps, this.name, this.limit)) as ConfigMap | undefined;
    return Object.entries(found?.data ?? {}).flatMap(([name, text]) =>
      isPendingName(name) && typeof text === 'string' ? [{ name, content: Buffer.from(text) }] : [],
    );
  }

  async remove(name: string): Promise<void> {
    await this.tryPatch({ [name]: null });
  }

  /** Merges into what is kept; false where there is no ConfigMap. */
  private async tryPatch(data: Readonly<Record<string, string | null>>): Promise<boolean> {
    try {
      await this.client.patch(this.configMaps, this.name, { data }, this.limit);
      return true;
    } catch (error) {
      if (ApiError.is(error) && error.isMissing) return false;
      throw error;
    }
  }

  private get limit(): AbortSignal {
    return AbortSignal.any([this.signal, AbortSignal.timeout(LONGEST)]);
  }
}
