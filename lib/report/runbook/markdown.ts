import type { RunbookStep, ScenarioAnswer, ScenarioProcedure } from '../../protection';
import { time } from '../words';
import { gapsOf } from './gaps';
import { durationText, measuredRow } from './measured-text';
import type { Runbook, RunbookLoss, RunbookPart, RunbookProtection } from './runbook';
import { SCENARIOS } from './scenarios';

/** Who decides where a procedure says nobody else. */
const OWNER = 'the owner of the data and whoever leads the incident, together';

/** The runbook as Markdown. The same bytes for the same composition and the same evidence. */
export function runbookMarkdown(runbook: Runbook): string {
  return `${[
    '# Disaster recovery runbook',
    'Written by `restorable runbook` from the composition of this project. Do not edit it: change the composition and write it again.',
    ...rules(runbook),
    ...index(runbook),
    ...promises(runbook.protections),
    ...gaps(runbook),
    ...runbook.clusters.flatMap(({ name, losses }) => [
      `## Cluster ${name}`,
      ...losses.flatMap((loss) => lossParts(name, loss, runbook)),
    ]),
  ].join('\n\n')}\n`;
}

function rules({ deliverer }: Runbook): readonly string[] {
  return [
    '## Before anything is typed',
    list([
      '**Roles.** One person leads the incident, one types, one reads along. Names and times of decisions go into the incident log.',
      '**Decisions.** A step marked “Decision” is not begun before those that it names have said so.',
      '**Place.** Commands run in the folder of the project, in a POSIX shell with `set -o nounset`, with the context of the cluster that the heading names: `kubectl config current-context`.',
      '**Words like `$TARGET`** are set with `export TARGET=…` as the step says.',
      `**Delivery.** ${deliverer.name} delivers the tree from Git. It is held before anything is done by hand, and goes on only when Git says what is there.`,
      '**Tools.** `restorable`, `kubectl`, `git`, `jq`, `sops`; `flux` or `pulumi` where a cluster is made again.',
      '**Evidence.** `EVIDENCE_KEY` is the file of the public key that verifies the records of drills; keys of the bucket come from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. `REASON` says why something is done without a proof.',
      '**No way back?** Stop, and ask who decides. Every procedure ends with its way back.',
    ]),
  ];
}

function index({ clusters }: Runbook): readonly string[] {
  const scenarios = clusters[0]?.losses.map(({ scenario }) => scenario) ?? [];
  return [
    '## What is lost?',
    table([
      ['What is seen', 'Procedure'],
      ...scenarios.map((scenario) => [
        `${SCENARIOS[scenario].title}: ${SCENARIOS[scenario].seen}`,
        clusters.map(({ name }) => `[${name}](#${anchor(lossHeading(name, scenario))})`).join(', '),
      ]),
    ]),
    'Where several are lost, begin with the largest: the region contains its clusters, a cluster its namespaces, a namespace its volumes. The repository comes before what is delivered from it, and the store before what is recovered from it.',
  ];
}

function promises(protections: readonly RunbookProtection[]): readonly string[] {
  if (protections.length === 0) return ['## What is promised', 'Nothing is protected.'];
  return [
    '## What is promised, and what was measured',
    table([
      ['Protection', 'Kind', 'Namespace', 'RPO', 'RTO', 'Last passed drill', 'Measured RPO', 'Measured RTO'],
      ...protections.map(({ plan, measured }) => [
        code(plan.id),
        plan.kind,
        code(plan.namespace),
        time(plan.objectives.rpo),
        time(plan.objectives.rto),
        ...measuredRow(plan, measured),
      ]),
    ]),
  ];
}

function gaps(runbook: Runbook): readonly string[] {
  const found = gapsOf(runbook);
  return [
    '## What nothing covers',
    found.length === 0
      ? 'Every loss of every protection has a procedure, or loses nothing. Read what each of them needs.'
      : table([
          ['Protection', 'Loss', 'Why', 'What would cover it'],
          ...found.map(({ id, scenario, because, fix }) => [
            code(id),
            SCENARIOS[scenario].title,
            because,
            fix,
          ]),
        ]),
  ];
}

function lossHeading(cluster: string, scenario: RunbookLoss['scenario']): string {
  return `${cluster}: ${SCENARIOS[scenario].title.toLowerCase()}`;
}

function lossParts(cluster: string, { scenario, parts }: RunbookLoss, runbook: Runbook): readonly string[] {
  return [
    `### ${lossHeading(cluster, scenario)}`,
    `Seen as: ${SCENARIOS[scenario].seen}.`,
    ...(parts.length === 0 ? ['Nothing is protected here.'] : []),
    ...(parts.length > 1 && scenario !== 'volume' && scenario !== 'corruption' ? ['In this order:'] : []),
    ...parts.flatMap((part) => partText(part, runbook)),
  ];
}

function partText(part: RunbookPart, { protections }: Runbook): readonly string[] {
  if (part.kind === 'cluster') return [`#### ${part.title}`, ...steps(part.steps)];
  const { id, stage, answer } = part;
  const protection = protections.find(({ plan }) => plan.id === id);
  if (stage === 'before-delivery') {
    const before = answer.kind === 'procedure' ? (answer.beforeDelivery ?? []) : [];
    return [`#### ${id}, before anything is delivered`, ...steps(before)];
  }
  return [`#### ${id}`, ...answerText(answer, protection)];
}

function answerText(answer: ScenarioAnswer, protection: RunbookProtection | undefined): readonly string[] {
  switch (answer.kind) {
    case 'not-covered':
      return [`**Not covered.** ${answer.because} ${answer.fix}`];
    case 'no-loss':
      return [`Nothing is lost. ${answer.because}`, ...steps(answer.steps ?? [])];
    case 'procedure':
      return [
        answer.summary,
        facts(answer, protection),
        ...steps(answer.steps),
        '**Verification**',
        ...steps(answer.verification),
        '**The way back**',
        ...steps(answer.wayBack),
      ];
  }
}

function facts(procedure: ScenarioProcedure, protection: RunbookProtection | undefined): string {
  return list([
    `**Lost all the same:** ${procedure.loss}`,
    `**Takes:** ${protection === undefined ? 'unknown' : durationText(procedure, protection)}`,
    `**Decides:** ${procedure.decides ?? OWNER}`,
    ...procedure.needs.map((need) => `**Needs:** ${need}`),
  ]);
}

function steps(all: readonly RunbookStep[]): readonly string[] {
  return all.flatMap(({ title, text, commands, decision }, index) => [
    `${all.length === 1 ? '' : `${index + 1}. `}**${title}.**${decision === undefined ? '' : ` Decision: ${decision}.`}${text.length === 0 ? '' : ` ${text.join(' ')}`}`,
    ...(commands.length === 0 ? [] : [`\`\`\`sh\n${commands.join('\n')}\n\`\`\``]),
  ]);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${oneLine(item)}`).join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => oneLine(cell).replaceAll('|', '\\|')));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** How GitHub makes the anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-');
}
