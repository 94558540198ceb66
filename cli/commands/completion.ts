import { Argument } from 'commander';
import { ExitCode } from '../exit-codes';
import { examples, type AddCommand } from './command-context';

type Shell = 'bash' | 'zsh' | 'fish';

/** `restorable completion`: prints a completion script, made from the commands there are. */
export const addCompletion: AddCommand = (program, { host, end }) => {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands, options and paths.')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        ['source <(restorable completion bash)', 'bash, in ~/.bashrc'],
        ['restorable completion zsh > ~/.zfunc/_restorable', 'zsh, a folder of $fpath'],
        ['restorable completion fish > ~/.config/fish/completions/restorable.fish', 'fish'],
      ),
    )
    .action(async (shell: Shell) => {
      const { commandTree } = await import('../completion/command-tree');
      const { completionScript } = await import('../completion/completion-script');
      host.stdout.write(completionScript(shell, commandTree(program)));
      end(ExitCode.clean);
    });
};
