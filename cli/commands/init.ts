import { relative, resolve } from 'node:path';
import { ExitCode } from '../exit-codes';
import { examples, type AddCommand } from './command-context';

/** `restorable init`: starts a project. */
export const addInit: AddCommand = (program, { host, end }) => {
  program
    .command('init')
    .summary('start a project')
    .description(
      'Writes a project with one environment and one database to begin with. Never overwrites a file.',
    )
    .argument('[dir]', 'folder of the project (default: the current folder)')
    .option('--json', 'print the files as JSON')
    .addHelpText(
      'after',
      examples(
        ['restorable init shop', 'start a project in shop'],
        ['restorable init', 'start it in this folder'],
      ),
    )
    .action(async (dir: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const { makeProject } = await import('../scaffold/make-project');
      const folder = resolve(host.cwd, dir ?? '.');
      const files = makeProject(folder, host.cwd);
      const shown = relative(host.cwd, folder) || '.';
      host.stdout.write(
        json
          ? `${JSON.stringify({ folder: shown, files }, undefined, 2)}\n`
          : `${shown}: ${files.join(', ')}\nNext: ${shown === '.' ? '' : `cd ${shown} && `}npm install && npx restorable synth\n`,
      );
      end(ExitCode.clean);
    });
};
