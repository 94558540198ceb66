import { define } from '../definition';

/** Problems of the command line. */
export const cliProblems = {
  misused: define('RST701', {
    title: 'Command line not understood',
    severity: 'error',
    explanation:
      'A command, option or argument is unknown or missing. Guessing what was meant could write or overwrite the wrong files.',
    fix: '`restorable --help` lists the commands, `restorable <command> --help` the options of one.',
  }),
  appNotFound: define('RST702', {
    title: 'No app found',
    severity: 'error',
    explanation:
      'An app is one TypeScript or JavaScript file that composes environments and calls `app.synth()`. Every command but `init`, `evidence` and `completion` starts by running it.',
    fix: 'Name the folder that has a main.ts, or the file with --app; `restorable init` makes a new project.',
  }),
  appDoesNotCompile: define('RST703', {
    title: 'App does not compile',
    severity: 'error',
    explanation: 'The file cannot be read as TypeScript or JavaScript, or imports a file that is not there.',
    fix: 'Correct the file at the place shown.',
  }),
  appThrew: define('RST704', {
    title: 'App threw an error',
    severity: 'error',
    explanation:
      'The app stopped before it was composed, so that nothing is known of what should be written. Nothing was.',
    fix: 'Correct the code at the place shown.',
  }),
  appNotSynthesised: define('RST705', {
    title: 'App was never synthesised',
    severity: 'error',
    explanation:
      'The command line gets the composition from `app.synth()`. Without the call there is nothing to write, and an empty tree would remove everything that was there.',
    fix: 'Make the app with `new App(…)` of restorable and end the file with `app.synth()`.',
  }),
  sharedOutput: define('RST706', {
    title: 'Two apps write one folder',
    severity: 'error',
    explanation:
      'Each app removes what it once wrote and no longer produces. Two in one folder would remove the files of each other at every synth.',
    fix: 'Give each app a `repository` of its own, and leave out --out; or compose both clusters in one app.',
  }),
  appEndedProcess: define('RST707', {
    title: 'App ended the process',
    severity: 'error',
    explanation:
      'The app called `process.exit`, or waits for something that never comes. What it composed was not looked at.',
    fix: 'Throw an error instead of calling process.exit, and let everything the app waits for come to an end.',
  }),
  secretNotPlanned: define('RST710', {
    title: 'No such Secret in the recovery plan',
    severity: 'error',
    explanation:
      'Only Secrets that the composition refers to are sealed: its contract says the name, namespace, type and keys, and which file in which folder holds it.',
    fix: '`restorable plan` lists the required Secrets.',
  }),
  secretNotSealable: define('RST711', {
    title: 'Secret does not come from a SOPS file',
    severity: 'error',
    explanation:
      'The composition says that the Secret comes from elsewhere. A file sealed beside that would be applied by nobody, or would undo the other source.',
    fix: "Declare it with Credentials.sopsFile, or hand it over: Credentials.bootstrap(name, keys, { handover: { file: 'name-secret.yaml' } }).",
  }),
  secretValuesRefused: define('RST712', {
    title: 'Values do not fit the contract of the Secret',
    severity: 'error',
    explanation:
      'A Secret without a key, with an empty one, or with one that nobody reads fails where it is used: backups that cannot be uploaded, databases that do not start. Values in arguments can be read by every user of the machine and stay in the history of the shell.',
    fix: 'Give every key of the contract once, as JSON on standard input, with --from-env-file or with --from-file.',
  }),
  sopsNotFound: define('RST713', {
    title: 'sops is not installed',
    severity: 'error',
    explanation:
      'Secrets are encrypted by the sops program, so that Flux and everybody else can decrypt them without restorable.',
    fix: 'Install sops 3.10 or newer (https://getsops.io) and make sure that it is on the PATH.',
  }),
  sopsFailed: define('RST714', {
    title: 'sops did not encrypt the Secret',
    severity: 'error',
    explanation: 'No file was written. Usually sops does not know for whom to encrypt.',
    fix: 'Name a recipient with --age, or add a creation rule for the file to .sops.yaml in the repository.',
  }),
  projectFileExists: define('RST720', {
    title: 'Project file exists already',
    severity: 'error',
    explanation: 'A new project never overwrites files: they may be the only copy. No file was written.',
    fix: 'Choose another folder, or move the file away.',
  }),
  fileInaccessible: define('RST721', {
    title: 'File cannot be read or written',
    severity: 'error',
    explanation: 'The command stopped there. Files are written whole or not at all.',
    fix: 'Check the path, and the owner, the mode and the free space of its folder.',
  }),
  protectionNotFound: define('RST730', {
    title: 'No such protection in the recovery plan',
    severity: 'error',
    explanation:
      'A protection is named by its id, cluster/environment/name, or by the end of it. Guessing which one was meant could show the verdict of another database.',
    fix: '`restorable plan` lists the protections.',
  }),
  nothingToRehearse: define('RST731', {
    title: 'Nothing to rehearse',
    severity: 'error',
    explanation:
      'A rehearsal restores databases whose drill is declared. The composition has none, so that there would be a result without anything behind it.',
    fix: 'Add a PostgresCluster with a drill.',
  }),
  keyFileExists: define('RST732', {
    title: 'Key file exists already',
    severity: 'error',
    explanation:
      'A key that signed evidence cannot be made again, and without its public half nothing it signed can be verified. No file was written.',
    fix: 'Choose another folder with --out, or move the older keys away and keep them.',
  }),
  invalidPlace: define('RST733', {
    title: 'Place in a store not understood',
    severity: 'error',
    explanation:
      'Evidence is in a folder or a bucket, the archive of a rehearsal in a bucket. Buckets are named s3://bucket/prefix and opened with credentials from the environment, never from arguments.',
    fix: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to credentials that may list and get, and put where something is written; say where the store is with --endpoint, --region and --path-style.',
  }),
  noEvidence: define('RST734', {
    title: 'No evidence there',
    severity: 'error',
    explanation:
      'There is no record to read, so nothing is known. A wrong folder or prefix must not look like evidence without findings.',
    fix: 'Check the folder or the bucket and its prefix; `restorable evidence list` shows what is there.',
  }),
  unreadableHeads: define('RST735', {
    title: 'File of chain heads cannot be used',
    severity: 'error',
    explanation:
      'The newest records that are known to have been written are compared with those that are there. Without them a removed end of a chain is not found.',
    fix: 'Give the output of an earlier `restorable evidence verify --json`.',
  }),
  unexpectedFailure: define('RST799', {
    title: 'Unexpected failure',
    severity: 'error',
    explanation: 'This is a fault of restorable, not of the composition; nothing is known of the result.',
    fix: 'Report it with what is printed, after looking that it shows nothing confidential.',
  }),
} as const;
