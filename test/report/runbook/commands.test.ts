import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { describe, expect, test } from '@jest/globals';
import { createProgram } from '../../../cli/program';
import { TestHost } from '../../cli/host';
import { blocksOf, CASES, proseOf, runbookOfExample, variablesOf } from './example-runbooks';
import { runBlocks, tryFindProgram, type Call } from './run-commands';

const kubectl = tryFindProgram('kubectl');

/** Values that the shell takes for the variables of a runbook. */
const VALUES: Readonly<Record<string, string>> = { RECOVERY_BUNDLE: 'bundle' };

const PAGES = CASES.map(([name, deliverer]) => {
  const { page } = runbookOfExample(name, deliverer);
  const blocks = [...new Set(blocksOf(page))];
  return { title: `${name}, ${deliverer}`, page, blocks };
});

describe.each(PAGES)('the runbook of $title', ({ page, blocks }) => {
  const env = Object.fromEntries(
    variablesOf(blocks).map((name) => [name, VALUES[name] ?? `value-of-${name.toLowerCase()}`]),
  );
  const { calls, stderr } = runBlocks(blocks, env);

  test('has blocks that the shell reads and runs to their end', () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(stderr).toBe('');
    const { status } = spawnSync('bash', ['-n'], { input: blocks.join('\n') });
    expect(status).toBe(0);
  });

  test('says what every variable is', () => {
    const prose = proseOf(page);
    const unsaid = Object.keys(env).filter((name) => !new RegExp(`\\b${name}\\b`).test(prose));
    expect(unsaid).toEqual([]);
  });

  test('has commands of restorable with arguments and options that it knows', async () => {
    const own = calls.filter(([program]) => program === 'restorable');
    expect(own.length).toBeGreaterThan(5);
    for (const [, ...args] of own) expect(await parsed(args)).toEqual(['parsed', args]);
  });
});

test('a command with an option that restorable does not know is noticed', async () => {
  expect(await parsed(['recover', 'orders', '--nonsense'])).toEqual([
    expect.stringContaining('--nonsense'),
    expect.anything(),
  ]);
});

// Flags are read before help is printed, so that no cluster is needed.
(kubectl === undefined ? test.skip : test)(
  'every command of kubectl has options that kubectl knows',
  () => {
    const shapes = new Map<string, Call>();
    for (const { blocks } of PAGES) {
      const env = Object.fromEntries(variablesOf(blocks).map((name) => [name, VALUES[name] ?? 'value']));
      for (const call of runBlocks(blocks, env).calls)
        if (call[0] === 'kubectl') shapes.set(shapeOf(call), call);
    }
    expect(shapes.size).toBeGreaterThan(10);
    for (const [, ...args] of shapes.values()) {
      const end = args.indexOf('--');
      const own = end < 0 ? args : args.slice(0, end);
      const { stderr, status } = spawnSync(kubectl ?? '', [...own, '--help'], { encoding: 'utf8' });
      expect([own, stderr, status]).toEqual([own, '', 0]);
    }
  },
  120_000,
);

/** Parses arguments by the program itself; nothing is carried out. */
async function parsed(args: readonly string[]): Promise<readonly [string, readonly string[]]> {
  const program = createProgram({ host: new TestHost('/'), end: () => undefined });
  let ran = 'not parsed';
  const disarm = (command: Command): void => {
    command.exitOverride().configureOutput({ outputError: () => undefined });
    if (command.commands.length === 0) command.action(() => void (ran = 'parsed'));
    command.commands.forEach(disarm);
  };
  disarm(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    ran = String(error);
  }
  return [ran, args];
}

/** Verb and options without values: one call of each shape is enough. */
function shapeOf([, verb = '', ...args]: Call): string {
  const options = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.replace(/=.*/, ''));
  return [verb, ...new Set(options)].sort().join(' ');
}
