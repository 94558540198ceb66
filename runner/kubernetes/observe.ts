import type { ApiClient } from './api-client';
import { ApiError } from './api-error';
import { pause } from './pause';
import type { KubernetesObject, Resource, Selection } from './resource';

/** Pauses before listing anew after trouble, milliseconds: the first, doubled each time, up to the longest. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * What there is of a selection, again after every change: a list, then a watch that is resumed where it ended, and begun
 * anew where the server has forgotten the place or the connection is lost. Goes on until the signal is aborted, through
 * restarts of the API server; only what cannot pass (a right that is missing) is thrown.
 */
export async function* observe(
  client: ApiClient,
  resource: Resource,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<readonly KubernetesObject[]> {
  let wait = FIRST_PAUSE;
  for (;;) {
    try {
      const { items, resourceVersion } = await client.list(resource, selection, signal);
      const known = new Map(items.map((item) => [item.metadata.name, item]));
      yield [...known.values()];
      let place = resourceVersion;
      for (;;) {
        for await (const { type, object } of client.changes(resource, selection, place, signal)) {
          wait = FIRST_PAUSE;
          place = object.metadata.resourceVersion ?? place;
          if (type === 'BOOKMARK') continue;
          if (type === 'DELETED') known.delete(object.metadata.name);
          else known.set(object.metadata.name, object);
          yield [...known.values()];
        }
        // Ended by the server: resumed, though never in a tight loop.
        await pause(FIRST_PAUSE, signal);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!ApiError.is(error) || !(error.isPassing || error.isGone)) throw error;
    }
    await pause(wait, signal);
    wait = Math.min(2 * wait, LONGEST_PAUSE);
  }
}
