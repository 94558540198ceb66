import { shellWord } from '../core/shell-word';
import type { ProtectionPlan } from '../plan';
import type { RecoveryRequest, RecoveryStep } from './recovery';

/** Folder of the manifests that `writeManifests` has written, seen from the project. */
export function recoveryManifests(plan: ProtectionPlan, name: string): string {
  return `${recoveryFolder(plan, name)}/manifests/`;
}

/**
 * The step that writes the manifests of a recovery, by `restorable recover` and from the same composition as always. A target
 * is text of the shell, as it stands: `"$TARGET"`.
 */
export function writeManifests(
  plan: ProtectionPlan,
  { name, target }: Pick<RecoveryRequest, 'name' | 'target'>,
): RecoveryStep {
  const folder = recoveryFolder(plan, name);
  const proof = proofOptions(plan);
  const command = [
    `restorable recover ${shellWord(plan.id)}`,
    `--name ${name}`,
    ...(target === undefined ? [] : [`--to ${target}`]),
    ...(proof ?? ['--without-proof "$REASON"']),
    `--out ${folder}`,
  ];
  const without =
    proof === undefined
      ? 'No drill leaves evidence that could prove it: set REASON to why it is done all the same.'
      : 'Without a fresh passed drill the command refuses; whoever decides all the same adds --without-proof "$REASON".';
  return {
    title: 'Write the manifests of the recovery',
    text: [
      `Nothing is applied yet. The decision and what it stands on are recorded in ${folder}/decision.json, and ${folder}/RECOVERY.md has these steps with the proof. A folder that is left from an earlier recovery is a record: rename it first. ${without}`,
    ],
    commands: [command.join(' ')],
  };
}

function recoveryFolder({ environment }: ProtectionPlan, name: string): string {
  return `recover-${environment}-${name}`;
}

/** What names the evidence of its drills; undefined where there is none. */
function proofOptions({ drill }: ProtectionPlan): readonly string[] | undefined {
  if ('waived' in drill || drill.evidence === undefined) return undefined;
  const { bucket, prefix, endpoint, region, pathStyle, versioning } = drill.evidence;
  return [
    `--evidence ${shellWord(`s3://${[bucket, prefix].filter((part) => part !== '').join('/')}`)}`,
    ...(endpoint === undefined ? [] : [`--endpoint ${shellWord(endpoint)}`]),
    ...(region === undefined ? [] : [`--region ${shellWord(region)}`]),
    ...(pathStyle ? ['--path-style'] : []),
    ...(versioning ? [] : ['--unversioned']),
    '--key "$EVIDENCE_KEY"',
  ];
}
