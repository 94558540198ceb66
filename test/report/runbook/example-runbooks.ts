import { join } from 'node:path';
import { findStacks } from '../../../cli/runbook/find-stacks';
import type { RecoveryPlan } from '../../../lib/plan';
import { DELIVERERS, type Deliverer } from '../../../lib/protection';
import { makeRunbook, runbookMarkdown, type Runbook } from '../../../lib/report';
import { composeExample, EXAMPLES, APPS } from '../../examples/example-folders';
import { Composed } from '../../postgres/fixture';

/** The runbook of an example. */
export interface ExampleRunbook {
  readonly composed: Composed;
  readonly plan: RecoveryPlan;
  readonly runbook: Runbook;
  readonly page: string;
}

/** Every example with every deliverer. */
export const CASES: readonly (readonly [example: string, deliverer: Deliverer['id']])[] = APPS.flatMap(
  (name) => [[name, 'flux'] as const, [name, 'argocd'] as const],
);

/** Composes an example and writes its runbook. */
export function runbookOfExample(name: string, deliverer: Deliverer['id']): ExampleRunbook {
  const { composition } = composeExample(name);
  const runbook = makeRunbook({
    ...composition.runbook(''),
    deliverer: DELIVERERS[deliverer],
    stacks: findStacks(join(EXAMPLES, name)),
  });
  return {
    composed: new Composed(composition),
    plan: composition.plan,
    runbook,
    page: runbookMarkdown(runbook),
  };
}

/** The shell blocks of a page, in their order. */
export function blocksOf(page: string): readonly string[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}

/** A page without its shell blocks. */
export function proseOf(page: string): string {
  return page.replaceAll(/^```sh\n[\s\S]*?^```$/gm, '');
}

/** Variables of the shell that blocks use and do not set themselves. */
export function variablesOf(blocks: readonly string[]): readonly string[] {
  const text = blocks.join('\n');
  const used = [...text.matchAll(/\$\{?([A-Z][A-Z_]+)/g)].map(([, name = '']) => name);
  return [...new Set(used)].filter((name) => !new RegExp(`^${name}=`, 'm').test(text)).sort();
}
