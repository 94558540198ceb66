import { examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

interface SynthOptions extends ProjectOptions {
  readonly out?: string;
  readonly check?: boolean;
}

/** `restorable synth`: writes the tree for Flux, or shows how it differs from what is there. */
export const addSynth: AddCommand = (program, { host, end }) => {
  withProject(program.command('synth'))
    .summary('write the tree for Flux')
    .description(
      'Composes the app and writes its tree for Flux: only files that differ, and none while anything is wrong. Files it ' +
        'wrote before and no longer produces are removed; files of others stay.',
    )
    .option('--out <dir>', 'write to this folder instead of the repository of the app')
    .option('--check', 'write nothing; print the differences and exit with 1 where there are any')
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      examples(
        ['restorable synth', 'write the tree of the app in this folder'],
        ['restorable synth infra --check', 'in CI: fails where the tree is not what the code says'],
        ['restorable synth --out /tmp/tree', 'look at the tree before it is in the repository'],
      ),
    )
    .action(async (project: string | undefined, { out, app, json = false, check = false }: SynthOptions) => {
      const { composeProject } = await import('../compose-project');
      const composed = await composeProject(
        {
          ...(project !== undefined && { project }),
          ...(app !== undefined && { app }),
          ...(out !== undefined && { output: out }),
        },
        host,
      );
      const { checkTrees, writeTrees } = await import('../synth/synth-trees');
      end((check ? checkTrees : writeTrees)(composed, host, json ? 'json' : 'text'));
    });
};
