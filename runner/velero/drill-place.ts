import type { ApiClient } from '../kubernetes';
import type { RestoredKind } from './restored-kinds';

/** Where a drill restores to, and by what. */
export interface DrillPlace {
  readonly client: ApiClient;
  /** Of the drill, and its Restore. */
  readonly name: string;
  /** Namespace of the second Velero. */
  readonly velero: string;
  /** Namespaces that are restored into. */
  readonly targets: readonly string[];
  readonly kinds: readonly RestoredKind[];
  /** Time between two looks, milliseconds. @default 1500 */
  readonly look?: number;
}

/** Time between two looks, milliseconds. */
export function lookOf({ look = 1500 }: Pick<DrillPlace, 'look'>): number {
  return look;
}
