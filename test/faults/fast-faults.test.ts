import { expectVerdict } from './fault';
import { FAULT_TABLE } from './fault-table';

/** A part of the fault table that says something of each of its parts; `npm run faults` runs the whole. */
const FAST = FAULT_TABLE.flatMap(({ faults }) => faults).filter(({ fast }) => fast === true);

test.each(FAST)(
  '$name: $reason',
  async (fault) => {
    await expectVerdict(fault);
  },
  60_000,
);
