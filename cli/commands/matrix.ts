import { ExitCode } from '../exit-codes';
import { examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

/** `restorable matrix`: prints the Backup Matrix. */
export const addMatrix: AddCommand = (program, { host, end }) => {
  withProject(program.command('matrix'))
    .summary('print the Backup Matrix')
    .description(
      'Prints the Backup Matrix as Markdown, a table for each environment: what is backed up, how, when and where to, how ' +
        'it is recovered, what is promised and how often a drill proves it. Composes the app; writes nothing.',
    )
    .option('--json', 'print the rows as JSON, times in seconds')
    .addHelpText(
      'after',
      examples(
        ['restorable matrix', 'the matrix of the app in this folder'],
        ['restorable matrix > docs/backup-matrix.md', 'keep it with the documentation'],
      ),
    )
    .action(async (project: string | undefined, { app, json = false }: ProjectOptions) => {
      const { composeProject } = await import('../compose-project');
      const { backupMatrix, matrixMarkdown } = await import('../../lib/report');
      const { reportProblems } = await import('../report-problems');
      const { apps, warnings } = await composeProject(
        { ...(project !== undefined && { project }), ...(app !== undefined && { app }) },
        host,
      );
      const matrix = apps.flatMap(({ composition }) =>
        backupMatrix(composition.plan, composition.matrixRows()),
      );
      const rows = matrix.flatMap((environment) => environment.rows);
      host.stdout.write(json ? `${JSON.stringify({ rows }, undefined, 2)}\n` : matrixMarkdown(matrix));
      reportProblems(warnings, host, 'text');
      end(ExitCode.clean);
    });
};
