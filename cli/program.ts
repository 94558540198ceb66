import { Command } from 'commander';
import { addBackup } from './commands/backup';
import { addCompletion } from './commands/completion';
import type { CommandContext } from './commands/command-context';
import { examples } from './commands/command-context';
import { addDrill } from './commands/drill';
import { addEvidence } from './commands/evidence';
import { addInit } from './commands/init';
import { addMatrix } from './commands/matrix';
import { addPlan } from './commands/plan';
import { addRecover } from './commands/recover';
import { addRehearse } from './commands/rehearse';
import { addRunbook } from './commands/runbook';
import { addSecretsSeal } from './commands/secrets-seal';
import { addSynth } from './commands/synth';
import { ownPackage } from './own-package';

/** Columns of a help text that goes to no terminal. */
const HELP_WIDTH = 80;

/** The commands of `restorable`. Errors are thrown, never printed; nothing ends the process. */
export function createProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.host;
  const program = new Command('restorable')
    .description(
      'Backups and the restore drills that prove them, composed in TypeScript and applied by Flux.',
    )
    .version(ownPackage().version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print how a command is used')
    .helpCommand('help [command]', 'print how a command is used')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? HELP_WIDTH,
      getErrHelpWidth: () => stderr.columns ?? HELP_WIDTH,
    })
    .addHelpText(
      'after',
      `${examples(
        ['restorable init shop', 'start a project'],
        ['restorable synth shop', 'write its tree for Flux'],
        ['restorable matrix shop', 'print its Backup Matrix'],
        ['restorable rehearse shop', 'rehearse its recovery, without a cluster'],
      )}\n\nExit codes: 0 clean, 1 findings or drift, 2 wrong usage or composition, 3 could not be carried out`,
    );
  for (const add of [
    addInit,
    addSynth,
    addPlan,
    addMatrix,
    addRehearse,
    addEvidence,
    addBackup,
    addDrill,
    addRecover,
    addRunbook,
    addSecretsSeal,
    addCompletion,
  ])
    add(program, context);
  return program;
}
