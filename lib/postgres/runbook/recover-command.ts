import type { ProtectionPlan } from '../../plan';
import type { RecoveryRequest, RecoveryStep } from '../../protection';
import { shellWord } from '../recovery/shell-word';

/** Folder that `restorable recover` writes to, seen from the project. */
export function recoveryFolder(name: string): string {
  return `recover-${name}`;
}

/**
 * The step that writes the manifests of a recovery, by the same command and from the same composition as always. A target is
 * text of the shell, as it stands: `"$TARGET"`.
 */
export function writeManifests(
  plan: ProtectionPlan,
  { name, target }: Pick<RecoveryRequest, 'name' | 'target'>,
): RecoveryStep {
  const command = [
    `restorable recover ${shellWord(plan.id)}`,
    `--name ${name}`,
    ...(target === undefined ? [] : [`--to ${target}`]),
    ...proofOptions(plan),
    `--out ${recoveryFolder(name)}`,
  ];
  return {
    title: 'Write the manifests of the recovery',
    text: [
      `Nothing is applied yet. The decision and what it stands on are recorded in ${recoveryFolder(name)}/decision.json. Without a fresh passed drill the command refuses; whoever decides all the same puts --without-proof "$REASON" in the place of --evidence and --key.`,
    ],
    commands: [command.join(' ')],
  };
}

function proofOptions({ drill }: ProtectionPlan): readonly string[] {
  if ('waived' in drill || drill.evidence === undefined) return ['--without-proof "$REASON"'];
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
