import { examples, type AddCommand } from './command-context';
import { openCluster, requestOf, withCluster, type ClusterOptions } from './cluster-options';

interface RunOptions extends ClusterOptions {
  readonly timeout: string;
}

/** `restorable backup run` and `restorable backup status`. */
export const addBackup: AddCommand = (program, { host, end }) => {
  const backup = program
    .command('backup')
    .summary('backups on a cluster')
    .description('Backups of databases on a cluster, reached by kubectl.')
    .addHelpText(
      'after',
      examples(
        ['restorable backup status', 'what exists, how old it is, and whether it is what was promised'],
        ['restorable backup run orders', 'take one base backup now'],
      ),
    );

  withCluster(backup.command('run').argument('<name>', 'protection: its id, or the end of it'))
    .summary('take one base backup now')
    .description(
      'Takes one base backup of a database by the method of its schedule, and follows it to its end. Refused where the ' +
        'database archives elsewhere than declared, or another backup is running. Ctrl-C leaves the backup running.',
    )
    .option('--timeout <duration>', 'follow it no longer than this', '1h')
    .option('--json', 'print the backup as JSON, times in seconds')
    .addHelpText(
      'after',
      `${examples(
        ['restorable backup run production/orders', 'before a change of the data'],
        ['restorable backup run orders --context prod --json', 'on another cluster, for a script'],
      )}\n\nExit codes: 0 completed, 1 failed, 2 wrong usage or composition, 3 not known, 130 Ctrl-C`,
    )
    .action(async (name: string, project: string | undefined, options: RunOptions) => {
      const { loadProtection } = await import('../cluster/load-protections');
      const { runBackup } = await import('../backup/run-backup');
      const { Duration } = await import('../../lib/core/duration');
      const timeout = Duration.of(options.timeout).seconds;
      const protection = await loadProtection({ ...requestOf(project, options), name }, host);
      const session = await openCluster(options, host);
      end(await runBackup(protection, timeout, session, options.json === true ? 'json' : 'text'));
    });

  withCluster(
    backup.command('status').argument('[name]', 'protection: its id, or the end of it (default: all)'),
  )
    .summary('what exists, how old it is, and whether it is what was promised')
    .description(
      'Looks at every database of the composition on its cluster: newest base backup, archived WAL, since when every point ' +
        'in time can be recovered, and the last drill; beside the schedules, the RPO and the retention that were promised. ' +
        'Verdicts are those of status ConfigMaps, which anybody in the drill namespace can write: `restorable evidence` ' +
        'reads what is signed.',
    )
    .option('--cluster <name>', 'only protections of this Kubernetes cluster')
    .option('--json', 'print everything as JSON, times in seconds')
    .addHelpText(
      'after',
      `${examples(
        ['restorable backup status', 'every database of the app in this folder'],
        ['restorable backup status production/orders', 'one of them'],
      )}\n\nExit codes: 0 everything holds, 1 something does not, 2 wrong usage or composition, 3 not known`,
    )
    .action(async (name: string | undefined, project: string | undefined, options: ClusterOptions) => {
      const { loadProtections } = await import('../cluster/load-protections');
      const { reportStatus } = await import('../backup/report-status');
      const protections = await loadProtections(
        { ...requestOf(project, options), ...(name !== undefined && { name }) },
        host,
      );
      const session = await openCluster(options, host);
      end(await reportStatus(protections, session, options.json === true ? 'json' : 'text'));
    });
};
