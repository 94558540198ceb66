import { Incident } from '../../drill/incident';
import { archiveIncident } from './archive-incident';

/** How long finding the newest base backup may take, milliseconds: a fault is to be told within a minute. */
export const LOOKING = 55_000;

/** How long listing the whole archive may take, each time, milliseconds: a million objects of a store that needs 100 a page. */
export const LISTING = 150_000;

/** Does something with the store of an archive, for so many milliseconds at most. Rejects with an Incident, or the signal's reason. */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(milliseconds);
  try {
    return await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.aborted) throw archiveIncident(error);
    throw new Incident(
      'archive-busy',
      `the store of the archive was not done within ${milliseconds / 1000} s`,
    );
  }
}
