import { ExitCode } from '../exit-codes';
import { examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

/** `restorable plan`: prints the recovery plan. */
export const addPlan: AddCommand = (program, { host, end }) => {
  withProject(program.command('plan'))
    .summary('print the recovery plan')
    .description(
      'Prints what is protected, with which objectives, how it is backed up and drilled, and the Secrets that it needs. ' +
        'Composes the app; writes nothing.',
    )
    .option('--json', 'print the plan as JSON, as recovery-plan.json has it')
    .addHelpText(
      'after',
      examples(
        ['restorable plan', 'the plan of the app in this folder'],
        ["restorable plan --json | jq '.requiredSecrets[].name'", 'the Secrets that have to exist'],
      ),
    )
    .action(async (project: string | undefined, { app, json = false }: ProjectOptions) => {
      const { composeProject } = await import('../compose-project');
      const { mergePlans, planText } = await import('../../lib/report');
      const { reportProblems } = await import('../report-problems');
      const { apps, warnings } = await composeProject(
        { ...(project !== undefined && { project }), ...(app !== undefined && { app }) },
        host,
      );
      const plan = mergePlans(apps.map(({ composition }) => composition.plan));
      host.stdout.write(json ? `${JSON.stringify(plan, undefined, 2)}\n` : planText(plan));
      reportProblems(warnings, host, 'text');
      end(ExitCode.clean);
    });
};
