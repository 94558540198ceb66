import { writeManifests, type RunbookStep, type ScenarioProcedure } from '../../protection';
import { CLUSTER, OWNER_DECIDES, proofOfNewBackup, type PostgresRunbookInput } from './runbook-input';

/** CloudNativePG refuses longer names of Clusters (1.30, cluster webhook). */
const LONGEST_NAME = 50;

const SUFFIX = '-recovered';

/** As text of the shell. */
const TARGET = '"$TARGET"';

/** The data is wrong and wanted back as it was: recovery to a time, beside the old database. */
export function corruptionAnswer(input: PostgresRunbookInput): ScenarioProcedure {
  const { plan, steps: stepsOf } = input;
  const name = `${plan.name.slice(0, LONGEST_NAME - SUFFIX.length).replace(/-+$/, '')}${SUFFIX}`;
  const steps = stepsOf({ name, namespace: plan.namespace, target: '$TARGET' });
  const drill = 'targets' in plan.drill ? plan.drill : undefined;
  return {
    kind: 'procedure',
    summary:
      'A second database is recovered to the time before the wrong write, beside the old one, which stays as it is.',
    loss: 'What was committed after that time, unless it is carried over from the old database.',
    drilled: drill?.targets.some(({ kind }) => kind === 'pointInTime') ?? false,
    needs: [
      'The time of the wrong write is known, or that of the last state that was good.',
      `Room for a second database in ${plan.namespace}.`,
    ],
    steps: [
      findTime(input),
      writeManifests(plan, { name, target: TARGET }),
      steps.suspend,
      steps.stopWriting,
      steps.apply,
      steps.verify,
      {
        ...steps.cutOver,
        text: [
          ...steps.cutOver.text,
          'Where only some rows are wrong, do not cut over: copy them from the recovered database into the old one, take the fence away and delete what was applied.',
        ],
        decision: OWNER_DECIDES,
      },
      steps.commit,
      steps.resume,
    ],
    verification: proofOfNewBackup(`${plan.cluster}/${plan.environment}/${name}`),
    wayBack: [steps.wayBack],
  };
}

function findTime({ plan, objectStore }: PostgresRunbookInput): RunbookStep {
  const { namespace, name } = plan;
  const window =
    objectStore === undefined
      ? `kubectl get ${CLUSTER} ${name} --namespace ${namespace} --output jsonpath='{.status.firstRecoverabilityPoint}{"\\n"}'`
      : `kubectl get objectstore.barmancloud.cnpg.io ${objectStore} --namespace ${namespace} --output jsonpath='{.status.serverRecoveryWindow}{"\\n"}'`;
  return {
    title: 'Find the time',
    text: [
      'Set TARGET to the last moment that was good, RFC 3339 with a zone, for example 2026-02-17T12:00:00Z. It lies within the window that the first command shows, and before the last commit.',
      'Stop the writers first where the wrong write goes on.',
    ],
    commands: [
      window,
      `kubectl get backups.postgresql.cnpg.io --namespace ${namespace} --selector cnpg.io/cluster=${name}`,
      `kubectl logs --namespace ${namespace} --selector cnpg.io/cluster=${name} --container postgres --tail 200`,
    ],
    decision: OWNER_DECIDES,
  };
}
