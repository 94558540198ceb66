import { examples, type AddCommand } from './command-context';
import { openCluster, requestOf, withCluster, type ClusterOptions } from './cluster-options';

interface RunOptions extends ClusterOptions {
  readonly detach?: boolean;
  readonly timeout?: string;
}

/** `restorable drill run` and `restorable drill list`. */
export const addDrill: AddCommand = (program, { host, end }) => {
  const drill = program
    .command('drill')
    .summary('restore drills on a cluster')
    .description('Restore drills of databases on a cluster, reached by kubectl.')
    .addHelpText(
      'after',
      examples(
        ['restorable drill list', 'drills with their schedules and last verdicts'],
        ['restorable drill run orders', 'run one now'],
      ),
    );

  withCluster(drill.command('run').argument('<name>', 'protection: its id, or the end of it'))
    .summary('run a drill now, and print its verdict')
    .description(
      'Starts a Job from the CronJob of the drill, also on a day on which the schedule would let it pass, follows it and ' +
        'prints the verdict. Refused where the drill is running already. Ctrl-C leaves the drill running.',
    )
    .option('--detach', 'start it and do not follow it')
    .option('--timeout <duration>', 'follow it no longer than this (default: until it must have ended)')
    .option('--json', 'print the result as JSON, times in seconds')
    .addHelpText(
      'after',
      `${examples(
        ['restorable drill run production/orders', 'before a change of the backup'],
        ['restorable drill run orders --detach', 'let it run'],
      )}\n\nExit codes: 0 passed, 1 failed, 2 wrong usage or composition, 3 inconclusive or not known, 130 Ctrl-C`,
    )
    .action(async (name: string, project: string | undefined, options: RunOptions) => {
      const { loadProtection } = await import('../cluster/load-protections');
      const { runDrill } = await import('../drill/run-drill');
      const { Duration } = await import('../../lib/core/duration');
      const timeout = options.timeout === undefined ? undefined : Duration.of(options.timeout).seconds;
      const protection = await loadProtection({ ...requestOf(project, options), name }, host);
      const session = await openCluster(options, host);
      const request = { detach: options.detach === true, ...(timeout !== undefined && { timeout }) };
      end(await runDrill(protection, request, session, options.json === true ? 'json' : 'text'));
    });

  withCluster(drill.command('list').argument('[name]', 'protection: its id, or the end of it (default: all)'))
    .summary('print drills with their last verdicts')
    .description(
      'Prints the drill of every database with its schedule, whether it is suspended or running, and its last verdict with ' +
        'the measured RPO and RTO, as the status ConfigMap has it. `restorable evidence` reads what is signed.',
    )
    .option('--cluster <name>', 'only protections of this Kubernetes cluster')
    .option('--json', 'print everything as JSON, times in seconds')
    .addHelpText(
      'after',
      examples(
        ['restorable drill list', 'every drill of the app in this folder'],
        ['restorable drill list production/orders', 'one of them'],
      ),
    )
    .action(async (name: string | undefined, project: string | undefined, options: ClusterOptions) => {
      const { loadProtections } = await import('../cluster/load-protections');
      const { listDrills } = await import('../drill/list-drills');
      const protections = await loadProtections(
        { ...requestOf(project, options), ...(name !== undefined && { name }) },
        host,
      );
      const session = await openCluster(options, host);
      end(await listDrills(protections, session, options.json === true ? 'json' : 'text'));
    });
};
