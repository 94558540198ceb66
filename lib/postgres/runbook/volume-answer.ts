import type { RunbookStep, ScenarioProcedure } from '../../protection';
import { inPlaceSteps } from './in-place-steps';
import { CLUSTER, OWNER_DECIDES, proofOfNewBackup, type PostgresRunbookInput } from './runbook-input';

/** A pod or a volume is lost: with standbys an instance is made anew, without them the database is recovered in place. */
export function volumeAnswer(input: PostgresRunbookInput): ScenarioProcedure {
  return input.instances > 1 ? rebuildInstance(input) : recoverInPlace(input);
}

function rebuildInstance({ plan, instances, walVolume }: PostgresRunbookInput): ScenarioProcedure {
  const { namespace, name } = plan;
  const wal = walVolume ? ' persistentvolumeclaim/"$INSTANCE-wal"' : '';
  const ready: RunbookStep = {
    title: 'All instances are ready',
    text: [`${instances} of ${instances} must be ready, and the archive goes on.`],
    commands: [
      `kubectl wait --for=jsonpath='{.status.readyInstances}'=${instances} ${CLUSTER}/${name} --namespace ${namespace} --timeout ${plan.objectives.rto}s`,
      `restorable backup status ${plan.id}`,
    ],
  };
  return {
    kind: 'procedure',
    summary: `A lost pod comes back by itself. A lost volume is given up, and CloudNativePG makes the instance anew from the primary.`,
    loss: 'Nothing that was committed on the primary. Where the primary itself was lost, what its standbys had not received.',
    drilled: false,
    decides: 'whoever is on call',
    needs: [
      'At least one instance is ready. Where none is left, go on as after the loss of the namespace, from the step that holds the delivery.',
    ],
    steps: [
      {
        title: 'Find the instance that is lost',
        text: [
          'A pod that was only deleted or evicted is back within a minute: nothing is to be done then.',
          `Set INSTANCE to the one whose volume is lost, for example ${name}-2.`,
        ],
        commands: [
          `kubectl get pods,persistentvolumeclaims --namespace ${namespace} --selector cnpg.io/cluster=${name} --label-columns role`,
          `kubectl get ${CLUSTER} ${name} --namespace ${namespace} --output jsonpath='{.status.currentPrimary}{"\\n"}{.status.readyInstances}{"\\n"}'`,
        ],
      },
      {
        title: 'Give the volume up',
        text: [
          // CloudNativePG documentation, "Failure modes"; a primary whose pod is killed by force can leave the operator in a loop (cloudnative-pg discussion 4403).
          'Claims and pod go together, or the operator takes the broken volume again. Never with --force: the primary must hand over.',
        ],
        commands: [
          `kubectl delete persistentvolumeclaim/"$INSTANCE"${wal} pod/"$INSTANCE" --namespace ${namespace}`,
        ],
        decision: 'whoever is on call, after a second person has read the name of the instance',
      },
    ],
    verification: [ready],
    wayBack: [
      {
        title: 'None is needed',
        text: ['What was deleted held nothing that the primary does not have.'],
        commands: [],
      },
    ],
  };
}

function recoverInPlace(input: PostgresRunbookInput): ScenarioProcedure {
  const { steps, beforeRecovery } = inPlaceSteps(input);
  return {
    kind: 'procedure',
    summary:
      'A lost pod comes back by itself. With its only volume the database is lost: it is recovered from its archive, in its place.',
    loss: 'What was committed after the last archived WAL file: at most the RPO while archiving worked.',
    drilled: true,
    decides: OWNER_DECIDES,
    needs: ['The store of the archive can be reached.'],
    steps: [
      {
        title: 'See what is lost',
        text: [
          'A volume whose node is away comes back with its node: waiting loses nothing. Go on only where the volume itself is gone, or waiting takes longer than may be.',
        ],
        commands: [
          `kubectl get pods,persistentvolumeclaims --namespace ${input.plan.namespace} --selector cnpg.io/cluster=${input.plan.name} --output wide`,
          'kubectl get nodes',
        ],
      },
      ...beforeRecovery,
      { ...steps.makeRoom, decision: OWNER_DECIDES },
      steps.apply,
      steps.verify,
      { ...steps.cutOver, decision: OWNER_DECIDES },
      steps.commit,
      steps.resume,
    ],
    verification: proofOfNewBackup(input.plan.id),
    wayBack: [steps.wayBack],
  };
}
