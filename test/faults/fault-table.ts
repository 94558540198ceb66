import { BACKUP_FAULTS } from './backup-faults';
import { CHECKED_FAULTS, DATA_FAULTS } from './data-faults';
import { ROOT_FAULTS } from './disk-faults';
import type { Fault } from './fault';
import { HARMLESS } from './harmless';
import { REHEARSAL_FAULTS } from './rehearsal-faults';
import { HARMLESS_STORES, STORE_FAULTS, STORED_BACKUP_FAULTS } from './store-faults';

/** A part of the fault table, and what its rows have in common. */
export interface FaultGroup {
  readonly title: string;
  readonly faults: readonly Fault[];
}

/** Faults of rehearsals whose archive is a bucket. */
export const STORE_TABLE: readonly FaultGroup[] = [
  { title: 'a store with a good backup passes', faults: HARMLESS_STORES },
  { title: 'a store without a whole backup fails', faults: STORED_BACKUP_FAULTS },
  { title: 'a store that could not be read or written is inconclusive', faults: STORE_FAULTS },
];

/** Faults of rehearsals whose archive is a folder. */
export const FOLDER_TABLE: readonly FaultGroup[] = [
  { title: 'what is harmless passes', faults: HARMLESS },
  { title: 'a backup that is not whole fails', faults: BACKUP_FAULTS },
  { title: 'a backup of the wrong data fails', faults: [...DATA_FAULTS, ...CHECKED_FAULTS] },
  { title: 'a rehearsal that could not find out is inconclusive', faults: REHEARSAL_FAULTS },
  {
    title: 'a full disk is inconclusive',
    // A small disk is mounted, which takes root.
    faults: process.getuid?.() === 0 ? ROOT_FAULTS : [],
  },
];

/** Every fault that is injected into a real rehearsal, with the verdict and the reason it must give. */
export const FAULT_TABLE: readonly FaultGroup[] = [...FOLDER_TABLE, ...STORE_TABLE];
