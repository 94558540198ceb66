import { BACKUP_FAULTS } from './backup-faults';
import { CHECKED_FAULTS, DATA_FAULTS } from './data-faults';
import { ROOT_FAULTS } from './disk-faults';
import type { Fault } from './fault';
import { HARMLESS } from './harmless';
import { REHEARSAL_FAULTS } from './rehearsal-faults';

/** A part of the fault table, and what its rows have in common. */
export interface FaultGroup {
  readonly title: string;
  readonly faults: readonly Fault[];
}

/** Every fault that is injected into a real rehearsal, with the verdict and the reason it must give. */
export const FAULT_TABLE: readonly FaultGroup[] = [
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
