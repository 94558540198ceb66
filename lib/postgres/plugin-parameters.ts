import type { Archive } from '../storage';

/**
 * The two parameters of the Barman Cloud plugin (0.14). The server name is always said: left out, the plugin takes the name
 * of the Cluster that asks, and a new one finds no backup.
 */
export function pluginParameters(objectStore: string, archive: Archive): Record<string, string> {
  return {
    barmanObjectName: objectStore,
    ...(archive.serverName !== undefined && { serverName: archive.serverName }),
  };
}
