import { expectVerdict } from './fault';
import { FOLDER_TABLE } from './fault-table';

describe.each(FOLDER_TABLE.filter(({ faults }) => faults.length > 0))('$title', ({ faults }) => {
  test.each(faults)('$name: $reason', async (fault) => {
    await expectVerdict(fault);
  });
});
