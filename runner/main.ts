import { VERDICT_EXIT_CODES } from '../lib/drill/verdict';
import { jsonLog } from './log';
import { inconclusive, type Outcome } from './outcome';
import { PROCEDURES } from './procedures';
import { run } from './run';

const now = () => new Date();
const log = jsonLog((line) => process.stdout.write(line), now);

// Until there is a verdict there is none: an end that nobody foresaw must look neither green nor like a bad backup.
process.exitCode = VERDICT_EXIT_CODES.inconclusive;
process.on('uncaughtException', (error) => {
  conclude(inconclusive('runner-error', `the runner stopped at an unforeseen ${error.name}`));
  process.exit();
});

function conclude({ verdict, reason, message }: Outcome): void {
  if (verdict === 'passed') log.info(message, { verdict, reason });
  else log.error(message, { verdict, reason });
  process.exitCode = VERDICT_EXIT_CODES[verdict];
}

void run({
  planPath: process.env['RESTORABLE_PLAN'] ?? '/plan/plan.json',
  procedures: PROCEDURES,
  log,
  now,
}).then((outcome) => {
  if (outcome === undefined) process.exitCode = 0;
  else conclude(outcome);
});
