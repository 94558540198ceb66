import { define } from '../definition';

/** Problems of drills, checks, witnesses and waivers. */
export const drillProblems = {
  invalidObjectName: define('RST601', {
    title: 'Invalid name of a database object',
    severity: 'error',
    explanation:
      'A check on a name that PostgreSQL cannot have fails in every drill. Names are at most 63 bytes long; a schema may stand before a table or sequence, separated by a dot.',
    fix: 'Write the name as the catalogue spells it, for example orders or sales.items; put a name that contains a dot in double quotes.',
  }),
  emptyCheck: define('RST602', {
    title: 'A check that checks nothing',
    severity: 'error',
    explanation:
      'A check over an empty list holds for every database, also for an empty one, and would make a drill look proven.',
    fix: 'Name at least one thing to check, or leave the check out.',
  }),
  impossibleExpectation: define('RST603', {
    title: 'An expectation that can never hold',
    severity: 'error',
    explanation:
      'No restored database can satisfy it, so every drill would fail although the backup is good.',
    fix: 'Give a range whose lower end is not above its upper end; counts are whole numbers from 0.',
  }),
  vacuousExpectation: define('RST604', {
    title: 'An expectation that always holds',
    severity: 'error',
    explanation:
      'Every database satisfies it, also an empty one, so a drill would pass on a backup that lost everything.',
    fix: 'Expect at least 1, or name an upper end.',
  }),
  invalidPercentage: define('RST605', {
    title: 'Invalid percentage',
    severity: 'error',
    explanation: 'A tolerance of 100% or more is satisfied by an empty table.',
    fix: 'Write a percentage from 0% to below 100%, for example 5%.',
  }),
  invalidQuery: define('RST606', {
    title: 'Invalid check query',
    severity: 'error',
    explanation:
      'A query check reads one value in a read-only transaction. Text without a statement, with several, or with one that writes cannot give it.',
    fix: 'Write one SELECT (or WITH, VALUES, TABLE, SHOW) statement; use Check.write to prove that the database accepts writes.',
  }),
  invalidMigrationsCheck: define('RST607', {
    title: 'Migrations check cannot work',
    severity: 'error',
    explanation:
      'Each migration tool records what it applied in a table of its own shape; a check that does not fit that shape fails in every drill.',
    fix: 'Use Check.migrations with the preset of the tool, or with table and column for another tool.',
  }),
  invalidRoleCheck: define('RST608', {
    title: 'Role check cannot work',
    severity: 'error',
    explanation:
      'A privilege is held on an object, and each kind of object has its own privileges; another combination can never be found.',
    fix: 'Give can together with on, and privileges that exist for that kind of object.',
  }),
  invalidContainer: define('RST609', {
    title: 'Container of a check cannot start',
    severity: 'error',
    explanation: 'Kubernetes would refuse the pod, or nothing could answer, so the drill could never pass.',
    fix: 'Give an image reference, a path that starts with /, a port from 1 to 65535, variable names without spaces or =, a user above 0 and at least 128Mi of memory.',
  }),
  literalSecret: define('RST610', {
    title: 'A secret written in code',
    severity: 'error',
    explanation:
      'The environment of a check is written to Git as it stands in the code, so everybody who reads the repository reads the secret.',
    fix: "Use a property of Restored, or { secret: 'name', key: 'key' } for a key of a Secret in the drill namespace.",
  }),
  restoredValueAsText: define('RST611', {
    title: 'A property of the restored database used as text',
    severity: 'error',
    explanation:
      'It is known only when the drill runs; as text of the composition it would be a meaningless constant.',
    fix: 'Put it together with Restored.text`…${Restored.host}…`.',
  }),
  invalidCheckOption: define('RST612', {
    title: 'Invalid option of a check',
    severity: 'error',
    explanation:
      'The name of a check appears in logs, metrics and evidence, and its timeout is what ends it when the database hangs.',
    fix: 'Give a name of 1 to 120 printable characters and a timeout of at least 1s.',
  }),
  checkNeedsWitness: define('RST613', {
    title: 'A check needs the witness',
    severity: 'error',
    explanation:
      'It compares the restored data with what the witness wrote beside the source; without that there is nothing to compare with, in any drill.',
    fix: "Add witness: Witness.every('5m', { counts: ['orders'] }) to the protection, or use a check that needs none.",
  }),
  noChecks: define('RST614', {
    title: 'A drill without checks',
    severity: 'error',
    explanation:
      'A restored server that starts proves nothing about its data: with a wrong database name it starts with an empty database and is healthy.',
    fix: 'Add checks, for example Check.query with the number of rows you expect.',
  }),
  noContentCheck: define('RST615', {
    title: 'No check reads the data',
    severity: 'warning',
    explanation:
      'Only the shape is checked. A missing WAL segment in the middle of an archive ends a recovery early and healthy, with later rows gone, and a volume may come back empty; no such check sees it.',
    fix: 'Add Check.rowCounts, Check.freshness, Check.application or a Check.query that reads a table; of namespaces NamespaceCheck.files or NamespaceCheck.command.',
  }),
  drillRarerThanRetention: define('RST616', {
    title: 'Drills are rarer than backups are kept',
    severity: 'error',
    explanation:
      'Between two drills every backup that was proven expires, so at times none of the existing backups has ever been restored.',
    fix: 'Drill more often than the retention, or keep backups longer.',
  }),
  deadlineTooLong: define('RST617', {
    title: 'Drill deadline reaches into the next drill',
    severity: 'error',
    explanation:
      'A drill that still runs when the next is due makes Kubernetes skip that one, so a hanging drill would go unnoticed.',
    fix: 'Choose a deadline shorter than the time between two drills, or drill less often.',
  }),
  deadlineTooShort: define('RST618', {
    title: 'Drill deadline is too short to prove anything',
    severity: 'error',
    explanation:
      'The drill would be stopped before a restore that meets the RTO, or a check within its timeout, can finish.',
    fix: 'Leave the deadline out, or give it the RTO for each target and the longest timeout of a check.',
  }),
  invalidTarget: define('RST619', {
    title: 'Invalid restore target',
    severity: 'error',
    explanation:
      'A drill restores to at least one point, each once, and only inside the time for which backups are kept.',
    fix: "Use RestoreTo.latest() and RestoreTo.pointInTime({ before: '10m' }).",
  }),
  invalidWaiver: define('RST620', {
    title: 'Invalid waiver',
    severity: 'error',
    explanation:
      'Who refuses a drill says why, answers for it and says until when; otherwise an exception becomes the rule.',
    fix: 'Give a reason in a few words, an owner, and the last day as YYYY-MM-DD.',
  }),
  expiredWaiver: define('RST621', {
    title: 'Expired waiver',
    severity: 'error',
    explanation:
      'The time for which the drill was refused is over: the backup is unproven and nobody answers for it any more.',
    fix: 'Declare the drill, or agree on a new waiver with its owner.',
  }),
  distantWaiver: define('RST622', {
    title: 'Waiver for more than a year',
    severity: 'warning',
    explanation:
      'Nobody looks again at a waiver that ends in the distant future, and the backup stays unproven.',
    fix: 'Choose a day within the next 365 days.',
  }),
  witnessTooSlow: define('RST623', {
    title: 'Witness is slower than the RPO',
    severity: 'error',
    explanation:
      'The newest heartbeat can be older than the RPO although no data was lost, so every measurement by the witness could fail.',
    fix: 'Let the witness write more often than the RPO, several times if possible.',
  }),
  invalidWitness: define('RST624', {
    title: 'Invalid witness',
    severity: 'error',
    explanation:
      'PostgreSQL reserves names that begin with pg_, and the witness needs a schema and a role of its own, which hold nothing else.',
    fix: 'Leave schema and role out (restorable, restorable_witness), or choose names that nothing else uses.',
  }),
  drillNamespaceInUse: define('RST625', {
    title: 'Drill namespace is used for something else',
    severity: 'error',
    explanation:
      'The drill namespace denies traffic, limits resources and lets the drill runner delete Clusters; in a namespace that holds anything else this hurts it.',
    fix: 'Choose a namespace that holds drills and nothing else.',
  }),
  invalidDrillName: define('RST626', {
    title: 'Invalid drill name',
    severity: 'error',
    explanation:
      'The CronJob, the restored Cluster and the Jobs are named after the drill. CloudNativePG refuses names over 50 characters, Kubernetes refuses CronJobs over 52, and two drills of one name would restore over each other.',
    fix: 'Give each drill of a namespace its own DNS label of at most 50 characters that starts with a letter.',
  }),
  runnerBundleMissing: define('RST627', {
    title: 'The bundled drill runner is missing',
    severity: 'error',
    explanation:
      'The runner is a part of the package that its build makes; without it a drill would have nothing to run.',
    fix: 'Run npm run build in a checkout of restorable, or install the package again.',
  }),
  invalidRunnerImage: define('RST628', {
    title: 'Invalid image of the drill runner',
    severity: 'error',
    explanation: 'Kubernetes would refuse the pod or never find the image, so no drill would ever run.',
    fix: 'Give a reference with a tag or, better, a digest, for example docker.io/library/node@sha256:….',
  }),
  sharedSiteOtherRole: define('RST629', {
    title: 'Drill namespace with two IAM roles',
    severity: 'error',
    explanation:
      'The service account of a drill namespace has one role; the other drills could not read their archive.',
    fix: 'Give the environments drill namespaces of their own, or one role for reading.',
  }),
} as const;
