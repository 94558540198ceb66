import {
  FLUX,
  recoveryManifests,
  secretsStep,
  writeManifests,
  type RunbookStep,
  type ScenarioProcedure,
} from '../../protection';
import { OWNER_DECIDES, proofOfNewBackup, type PostgresRunbookInput } from './runbook-input';

/** The namespace is lost with Cluster, volumes and Secrets. */
export function namespaceAnswer(input: PostgresRunbookInput): ScenarioProcedure {
  const { plan, secrets, steps: stepsOf } = input;
  const { name, namespace } = plan;
  const steps = stepsOf({ name, namespace });
  return {
    kind: 'procedure',
    summary:
      'Namespace and Secrets come back first, then the database is recovered from its archive under its old name.',
    loss: 'What was committed after the last archived WAL file: at most the RPO while archiving worked.',
    drilled: true,
    needs: ['The store of the archive can be reached.', 'The operators run.'],
    steps: [
      writeManifests(plan, { name }),
      FLUX.step({
        change: 'suspend',
        folders: input.folders,
        why: [
          'At once: delivered into the new namespace, the declaration makes an empty database of the same name.',
        ],
      }),
      namespaceStep(input),
      ...secretsStep(secrets),
      {
        ...steps.makeRoom,
        title: 'Remove what has come back empty',
        text: [
          `Where ${namespace}/${name} was delivered before it was held, there is an empty Cluster of that name. Look into it first: where it holds data nothing was lost, and this is the wrong procedure. Its volumes are kept all the same.`,
        ],
        decision: OWNER_DECIDES,
      },
      steps.apply,
      steps.verify,
      { ...steps.cutOver, decision: OWNER_DECIDES },
      steps.commit,
      steps.resume,
    ],
    verification: proofOfNewBackup(plan.id),
    wayBack: [
      {
        title: 'The way back',
        text: [
          'The archive is only read: recover again from it, also to another time, after deleting what was applied. Volumes whose reclaim policy was Retain may still hold the old data.',
        ],
        commands: [
          'kubectl get persistentvolumes --output wide',
          `kubectl delete --filename ${recoveryManifests(plan, name)}`,
        ],
      },
    ],
  };
}

function namespaceStep({ plan: { namespace }, namespaces }: PostgresRunbookInput): RunbookStep {
  if (namespaces !== undefined)
    return FLUX.step({
      change: 'deliver',
      folders: [namespaces],
      why: [`The namespace ${namespace} is in Git.`],
    });
  return {
    title: 'Make the namespace again',
    text: ['Nothing in Git makes it: whoever made it first adds what belongs to it besides.'],
    commands: [`kubectl get namespace ${namespace} || kubectl create namespace ${namespace}`],
  };
}
