import type { BackupStore } from './backup-store';
import { Incident } from '../drill/incident';

/** How a Restore ended, from its files in the store. Namespaces are those that were restored into. */
export interface RestoreResults {
  /** Absent: no results could be stored. */
  readonly said?: { readonly errors: readonly string[]; readonly warnings: readonly string[] };
  /** Objects that were created, as `Kind namespace/name`. */
  readonly created: ReadonlySet<string>;
  /** Bytes that came back by claim, as `namespace/claim`. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** Messages of one level (Velero 1.18, `pkg/util/results/result.go`). */
interface Messages {
  readonly velero?: readonly string[] | null;
  readonly cluster?: readonly string[] | null;
  readonly namespaces?: Readonly<Record<string, readonly string[] | null>> | null;
}

interface RestoredVolume {
  readonly pvcName?: string;
  readonly pvcNamespace?: string;
  readonly pvrInfo?: { readonly size?: number };
  readonly snapshotDataMovementInfo?: { readonly size?: number };
}

/** Reads the files of a Restore that has ended. Throws an Incident. */
export async function readResults(
  store: BackupStore,
  restore: string,
  signal: AbortSignal,
): Promise<RestoreResults> {
  const results = await store.tryReadRestoreFile(restore, `restore-${restore}-results.gz`, signal);
  if (results === undefined) return { created: new Set(), bytes: new Map() };
  const list = await store.tryReadRestoreFile(restore, `restore-${restore}-resource-list.json.gz`, signal);
  const volumes = await store.tryReadRestoreFile(restore, `${restore}-volumeinfo.json.gz`, signal);
  const { errors, warnings } = results as { readonly errors?: Messages; readonly warnings?: Messages };
  return {
    said: { errors: messagesOf(errors), warnings: messagesOf(warnings) },
    created: createdOf(list),
    bytes: bytesOf(volumes),
  };
}

/** All messages of a level, each with where it belongs. */
function messagesOf(messages: Messages | undefined): readonly string[] {
  const namespaces = Object.entries(messages?.namespaces ?? {});
  return [
    ...(messages?.velero ?? []),
    ...(messages?.cluster ?? []),
    ...namespaces.flatMap(([name, texts]) => (texts ?? []).map((text) => `${name}: ${text}`)),
  ];
}

function createdOf(list: unknown): ReadonlySet<string> {
  if (typeof list !== 'object' || list === null) return new Set();
  return new Set(
    Object.entries(list as Readonly<Record<string, readonly string[] | null>>).flatMap(([kind, names]) =>
      (names ?? []).flatMap((text) => {
        const name = /^(.*)\(created\)$/.exec(text)?.[1];
        return name === undefined ? [] : [`${kind.split('/').at(-1) ?? ''} ${name}`];
      }),
    ),
  );
}

function bytesOf(volumes: unknown): ReadonlyMap<string, number> {
  if (volumes === undefined) return new Map();
  if (!Array.isArray(volumes))
    throw new Incident('results-unreadable', 'the volume information of the Restore is no list');
  return new Map(
    (volumes as readonly RestoredVolume[]).map(
      ({ pvcNamespace = '', pvcName = '', pvrInfo, snapshotDataMovementInfo }) => [
        `${pvcNamespace}/${pvcName}`,
        pvrInfo?.size ?? snapshotDataMovementInfo?.size ?? 0,
      ],
    ),
  );
}
