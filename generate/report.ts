import type { Generated } from './generate';

/**
 * What a run did, as text. Rules in CEL, which are not part of the schemas, are counted among what was left behind:
 * only a server-side dry run checks them.
 */
export function report(generated: Generated, touched: readonly string[]): string {
  const { missing, kept, appeared, disappeared, leftBehind, index } = generated;
  const rules = [...leftBehind].map(([what, count]) => `${what}: ${count}`);
  return [
    ...section('Not in any source, although wanted (nothing was written)', missing),
    ...section('In no source, kept as generated before', kept),
    ...section('Appeared', appeared),
    ...section('Disappeared', disappeared),
    ...section('Rules the schemas leave out', rules),
    ...section('Files written or removed', touched),
    `${Object.keys(index.kinds).length} kinds, ${touched.length} files changed\n`,
  ].join('');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`];
}
