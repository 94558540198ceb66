import { expectVerdict } from './fault';
import { STORE_TABLE } from './fault-table';

describe.each(STORE_TABLE.filter(({ faults }) => faults.length > 0))('$title', ({ faults }) => {
  test.each(faults)('$name: $reason', async (fault) => {
    await expectVerdict(fault);
  });
});
