import { measuredText } from '../measured-text';
import type { ProtectionPlan } from '../../lib/plan';
import type { RecoveryRequest, RecoveryStep } from '../../lib/protection';
import { isWaived, place, time } from '../../lib/report/words';
import { shellWord } from '../../lib/core/shell-word';
import type { RecoveryBasis } from './decision';

/** What the document of a recovery is made of. */
export interface RecoveryDocumentInput {
  readonly protection: ProtectionPlan;
  readonly request: RecoveryRequest;
  readonly basis: RecoveryBasis;
  /** From when on the cluster says that times can be recovered, or why that is not known. */
  readonly window: string;
  readonly steps: readonly RecoveryStep[];
}

/** The steps of a recovery for people, in Markdown. */
export function recoveryDocument(input: RecoveryDocumentInput): string {
  const { protection, request } = input;
  const { id, namespace, name, backup } = protection;
  const isInPlace = request.namespace === namespace && request.name === name;
  const facts: readonly (readonly [string, string])[] = [
    ['What', `${protection.kind} ${namespace}/${name}`],
    ['From', place(backup.archive)],
    ['To', request.target ?? 'the end of the archive'],
    [
      'Into',
      `${request.namespace}/${request.name}${isInPlace ? ', in place of the old one' : ', beside the old one'}`,
    ],
    ['Can be recovered since', input.window],
    ['Takes', duration(input)],
    ['Proof', proofText(input.basis)],
  ];
  const steps = [nonProductionFirst(protection, input.basis), ...input.steps];
  return [
    `# Recovery of ${id}`,
    facts.map(([label, value]) => `- **${label}:** ${oneLine(value)}`).join('\n'),
    '**Who decides:** the owner of the data and whoever leads the incident, together, before step 2 and again before the cut-over. Both names and the time go into the incident log. `decision.json` beside this file says on what the decision stands.',
    'Run the commands in the folder of this file, with the context of the right cluster. One person types, another one reads along.',
    ...steps.map((step, index) => section(index + 1, step)),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(number: number, { title, text, commands }: RecoveryStep): string {
  return [
    `## ${number}. ${title}`,
    ...text,
    ...(commands.length === 0 ? [] : [`\`\`\`sh\n${commands.join('\n')}\n\`\`\``]),
  ].join('\n\n');
}

function duration({ protection, basis }: RecoveryDocumentInput): string {
  const { rto } = protection.objectives;
  return 'proof' in basis
    ? `${measuredText(basis.proof.measured.rto, rto)} until the database was up in the last drill, checks and people besides`
    : `${time(rto)} at most are promised; no drill says how long it takes`;
}

function proofText(basis: RecoveryBasis): string {
  if ('withoutProof' in basis) {
    const { reason, missing } = basis.withoutProof;
    return `NONE: ${missing}. Done without one because: ${reason}`;
  }
  const { record, sha256, finishedAt, sameConfiguration } = basis.proof;
  const changed = sameConfiguration ? '' : '; what is declared has changed since then: look at what';
  return `drill of ${finishedAt} passed (${record}, sha256:${sha256})${changed}`;
}

/** Recovery drills, and what is unproven, run outside production first. */
function nonProductionFirst({ id, drill }: ProtectionPlan, basis: RecoveryBasis): RecoveryStep {
  const unproven = 'withoutProof' in basis;
  const urgent = unproven
    ? 'Nothing proves that this backup can be restored. Whoever goes on without this step says so in the incident log.'
    : 'The last drill proves the backup as it was then. Where minutes allow, prove it as it is now.';
  if (isWaived(drill)) {
    return {
      title: 'Non-production first',
      text: [
        `${urgent} There is no drill: recover beside, into a namespace that nobody uses, and verify the data there before anything of production is touched.`,
      ],
      commands: [
        `restorable recover ${shellWord(id)} --into recovery-test --without-proof 'first recovery into a test namespace' --out recovery-test`,
      ],
    };
  }
  return {
    title: 'Non-production first',
    text: [
      `${urgent} The drill restores into ${drill.namespace} and touches nothing of production. Go on where it passes.`,
    ],
    commands: [`restorable drill run ${shellWord(id)}`],
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
