// Reads the logs of drill runners and tells what the runner took beside restore and checks. Measures nothing itself: the drills
// run on a cluster.
//   kubectl logs --namespace <drills> job/<job> | npm run --silent bench:drill
//   npm run --silent bench:drill -- first.log second.log
// Ends with 1 where a drill was over a bar.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Seconds, and MiB. */
const LARGEST_OVERHEAD = 5;
const LARGEST_MEMORY = 96;

/** What a drill is for, and what it then waits for: everything else is the runner's own. */
const WORK = ['restore', 'wait', 'check'];

function measure(name, text) {
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const ended = lines.filter(({ message }) => message === 'phase ended');
  const verdict = lines.find(({ memoryMiB }) => memoryMiB !== undefined);
  if (ended.length === 0 || verdict === undefined) throw new Error(`${name} is no log of a drill that ended`);
  const seconds = (names) =>
    ended
      .filter(({ phase }) => names.includes(phase))
      .reduce((sum, { duration }) => sum + duration / 1000, 0);
  const total = (Date.parse(lines.at(-1).time) - Date.parse(lines[0].time)) / 1000;
  // Each restored Cluster is removed again; most of it is Kubernetes' own time.
  const restores = ended.filter(({ phase }) => phase === 'restore').length;
  const removal = seconds(['clean-up', 'prepare']) / Math.max(1, restores);
  return {
    name,
    verdict: verdict.reason,
    total,
    work: seconds(WORK),
    removal,
    own: total - seconds([...WORK, 'clean-up', 'prepare']),
    memory: verdict.memoryMiB,
  };
}

const files = process.argv.slice(2);
const drills =
  files.length === 0
    ? [measure('stdin', readFileSync(0, 'utf8'))]
    : files.map((file) => measure(basename(file), readFileSync(file, 'utf8')));

console.log(
  '| drill | reason | total s | restore and checks s | removal of one s | everything else s | memory MiB |',
);
console.log('|---|---|---|---|---|---|---|');
for (const { name, verdict, total, work, removal, own, memory } of drills) {
  const columns = [total, work, removal, own].map((value) => value.toFixed(1)).join(' | ');
  console.log(`| ${name} | ${verdict} | ${columns} | ${memory} |`);
}
const over = drills.filter(
  ({ removal, own, memory }) => removal + own >= LARGEST_OVERHEAD || memory >= LARGEST_MEMORY,
);
console.log(
  `\nbars: removal of one restored Cluster and everything else ${LARGEST_OVERHEAD} s, memory ${LARGEST_MEMORY} MiB`,
);
if (over.length > 0) {
  console.log(`over: ${over.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
