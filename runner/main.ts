import { STARTED_BY_VARIABLE } from '../lib/drill/manual-run';
import { JOB_VARIABLE } from '../lib/drill/site/drill-job';
import { VERDICT_EXIT_CODES } from '../lib/drill/verdict';
import { UPLOAD_VARIABLE, type UploadPlan } from '../lib/etcd/backup/upload-plan';
import { uploadSnapshot } from './etcd/upload/upload-snapshot';
import { logTo } from './log';
import { inconclusive, type Outcome } from './outcome';
import { PROCEDURES } from './procedures';
import { run } from './run';

const now = () => new Date();
const log = logTo(process.stdout, process.env, now);

// Until there is a verdict there is none: an end that nobody foresaw must look neither green nor like a bad backup.
process.exitCode = VERDICT_EXIT_CODES.inconclusive;
process.on('uncaughtException', (error) => {
  conclude(inconclusive('runner-error', `the runner stopped at an unforeseen ${error.name}`));
  process.exit();
});

function conclude({ verdict, reason, message }: Outcome): void {
  // The most the process ever had; Node.js tells KiB.
  const memoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  if (verdict === 'passed') log.info(message, { verdict, reason, memoryMiB });
  else log.error(message, { verdict, reason, memoryMiB });
  process.exitCode = VERDICT_EXIT_CODES[verdict];
}

const startedBy = process.env[STARTED_BY_VARIABLE];
const job = process.env[JOB_VARIABLE];

const upload = process.env[UPLOAD_VARIABLE];

if (upload === undefined) {
  void run({
    planPath: process.env['RESTORABLE_PLAN'] ?? '/plan/plan.json',
    procedures: PROCEDURES,
    log,
    now,
    ...(startedBy !== undefined && startedBy !== '' && { startedBy }),
    ...(job !== undefined && { job }),
  }).then((outcome) => {
    if (outcome === undefined) process.exitCode = 0;
    else conclude(outcome);
  });
} else {
  // The job that takes snapshots of etcd, and no drill.
  void uploadSnapshot(JSON.parse(upload) as UploadPlan, { log, now }).then((isUploaded) => {
    process.exitCode = isUploaded ? 0 : 1;
  });
}
