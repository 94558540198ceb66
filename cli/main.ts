#!/usr/bin/env node
import { ExitCode } from './exit-codes';
import { processHost } from './host';
import { run } from './run';

// Whoever reads the output may stop reading: the command goes on, and what it says then goes nowhere.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Resolves when what has been written so far has left the process. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

// Should nothing be left to do before the command has ended, nothing is known of its result.
process.exitCode = ExitCode.inconclusive;
void run(process.argv.slice(2), processHost()).then(async (code) => {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // An app may have left something running.
  process.exit(code);
});
