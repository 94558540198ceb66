import type { DrillPlan, DrillTarget, ProtectionPlan, RecoveryPlan, WaivedDrillPlan } from '../plan';
import { environmentsOf } from './environments';
import { secretLines } from './secrets-text';
import { indented, labelled } from './text-layout';
import { counted, isWaived, place, time } from './words';

/** The recovery plan for people: what is promised, how it is backed up and drilled, and the Secrets that needs. */
export function planText(plan: RecoveryPlan): string {
  return `${['Recovery plan', ...summary(plan), ...clusterLines(plan), '', ...secretLines(plan.requiredSecrets)].join('\n')}\n`;
}

function summary({ protections, clusters, requiredSecrets }: RecoveryPlan): string[] {
  const waived = protections.filter(({ drill }) => isWaived(drill)).length;
  const environments = clusters.reduce((n, cluster) => n + cluster.environments.length, 0);
  return [
    `  ${counted(clusters.length, 'cluster')}, ${counted(environments, 'environment')}, ${counted(requiredSecrets.length, 'required Secret')}`,
    `  ${counted(protections.length, 'protection')}: ${protections.length - waived} drilled, ${waived} with a waived drill`,
  ];
}

function clusterLines(plan: RecoveryPlan): string[] {
  const paths = new Map(plan.clusters.map(({ name, path }) => [name, path]));
  let cluster: string | undefined;
  return environmentsOf(plan).flatMap((environment) => {
    const heading =
      environment.cluster === cluster
        ? []
        : ['', `Cluster ${environment.cluster} (tree in ${paths.get(environment.cluster) ?? ''})`];
    cluster = environment.cluster;
    const body =
      environment.protections.length === 0
        ? ['Nothing is protected here.']
        : environment.protections.flatMap(protectionLines);
    return [...heading, ...indented([`Environment ${environment.name}`, ...indented(body)])];
  });
}

function protectionLines(protection: ProtectionPlan): string[] {
  const { name, kind, namespace, objectives, backup, witness, drill } = protection;
  const { archive } = backup;
  const facts = labelled([
    [
      'objectives',
      `RPO ${time(objectives.rpo)}, RTO ${time(objectives.rto)}, backups kept at least ${time(objectives.retention)}`,
    ],
    ['backup', `${backup.method}, ${backup.scheduleText}, at most ${time(backup.longestGap)} apart`],
    ['archive', `${place(archive)} at ${archive.endpoint ?? archive.profile}, kept ${backup.retention}`],
    ['recovery', backup.recovery],
    ...(witness === undefined
      ? []
      : ([
          [
            'witness',
            `every ${time(witness.every)} in schema ${witness.schema}, counts ${witness.counts.join(', ') || 'nothing'}`,
          ],
        ] as const)),
    ...drillFacts(drill),
  ]);
  return [`${name}: ${kind} in namespace ${namespace}`, ...indented(facts)];
}

function drillFacts(drill: DrillPlan | WaivedDrillPlan): (readonly [string, string])[] {
  if (isWaived(drill)) {
    const { until, owner, reason } = drill.waived;
    return [['drill', `WAIVED until ${until} by ${owner}: ${reason}`]];
  }
  return [
    [
      'drill',
      `${drill.scheduleText}, at most ${time(drill.longestGap)} apart, in namespace ${drill.namespace}, stopped after ${time(drill.deadline)}`,
    ],
    ['restores', drill.targets.map(targetText).join(', then ')],
    ...drill.checks.map(
      (check, index) =>
        [index === 0 ? 'checks' : '', `${check.name} (within ${time(check.timeout)})`] as const,
    ),
  ];
}

function targetText(target: DrillTarget): string {
  return target.kind === 'latest'
    ? 'the newest state'
    : `the state ${time(target.before)} before the newest commit`;
}
