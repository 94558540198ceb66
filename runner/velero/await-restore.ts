import { RUN_ANNOTATION } from '../../lib/drill/site/labels';
import { ApiError, pause } from '../kubernetes';
import { lookOf, type DrillPlace } from './drill-place';
import { Incident } from '../drill/incident';
import { veleroKinds, type Restore } from './objects';
import type { DrilledSource } from './source';

/** Phases in which a Restore has ended (Velero 1.18). `Finalizing…` and `WaitingFor…` have not. */
const ENDED: readonly string[] = ['Completed', 'PartiallyFailed', 'Failed', 'FailedValidation'];

/** How long Velero may take to begin, milliseconds: it carries out one Restore at a time. */
const BEGIN = 300_000;

/** Creates the Restore of a run. Returns its uid; the answer to a request that was carried out may get lost. Throws an Incident. */
export async function createRestore(
  { client, name, velero }: DrillPlace,
  { drill }: DrilledSource,
  { backup, run }: { readonly backup: string; readonly run: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { restores } = veleroKinds(velero);
  const { metadata, spec } = drill.restore;
  const restore = {
    ...drill.restore,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [RUN_ANNOTATION]: run } },
    spec: { ...spec, backupName: backup },
  };
  try {
    return (await client.create(restores, restore, signal)).metadata.uid;
  } catch (error) {
    if (!ApiError.is(error)) throw error;
    const found = error.isConflict ? await client.tryGet(restores, name, signal) : undefined;
    if (found?.metadata.annotations?.[RUN_ANNOTATION] === run) return found.metadata.uid;
    if (!error.isPassing && error.status !== 401)
      throw new Incident('restore-refused', `the Restore ${velero}/${name} is refused: ${error.message}`);
    throw error;
  }
}

/** Waits until a Restore has ended, well or not. Throws an Incident. */
export async function awaitRestore(
  place: DrillPlace,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<Restore> {
  const { client, name, velero } = place;
  const { restores } = veleroKinds(velero);
  const begun = performance.now();
  for (;;) {
    const restore = (await client.tryGet(restores, name, signal)) as Restore | undefined;
    if (
      restore === undefined ||
      restore.metadata.uid !== uid ||
      restore.metadata.deletionTimestamp !== undefined
    )
      throw new Incident(
        'restore-removed',
        `somebody removed the Restore ${velero}/${name} while it was carried out`,
      );
    const phase = restore.status?.phase ?? '';
    if (ENDED.includes(phase)) return restore;
    if ((phase === '' || phase === 'New') && performance.now() - begun > BEGIN)
      throw new Incident(
        'site-silent',
        `Velero in ${velero} has not begun the Restore after ${BEGIN / 1000} s`,
      );
    await pause(lookOf(place), signal);
  }
}
