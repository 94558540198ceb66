import { pointAtCopy, storeOutlivingRegion, type ScenarioProcedure } from '../../protection';
import { waitCommands } from '../recovery/recovery-steps';
import { OWNER_DECIDES, proofOfNewBackup, type PostgresRunbookInput } from './runbook-input';

/** The whole cluster is lost: what Git declares recovers the database by itself, once it says so. */
export function clusterAnswer(input: PostgresRunbookInput): ScenarioProcedure {
  const { plan, steps: stepsOf } = input;
  const { name, namespace, id } = plan;
  const steps = stepsOf({ name, namespace });
  return {
    kind: 'procedure',
    summary:
      'Git is told to recover the database from its archive before it is delivered to the new cluster.',
    loss: 'What was committed after the last archived WAL file: at most the RPO while archiving worked.',
    drilled: true,
    needs: ['The store of the archive can be reached from the new cluster.'],
    beforeDelivery: [
      {
        ...steps.commit,
        title: 'Declare the recovery',
        text: [
          // CloudNativePG 1.30 with barman-cloud: "Expected empty archive".
          'Delivered as it is, the declaration makes an empty database, which cannot archive where the old one did and which somebody may write to.',
          ...steps.commit.text,
        ],
        decision: OWNER_DECIDES,
      },
    ],
    steps: [
      {
        title: 'Wait until it is recovered',
        text: [
          'Delivered, the new declaration recovers the database. Where the state of the cluster was restored from etcd, Cluster and claims are there and their volumes are not: go on as after the loss of the namespace.',
        ],
        commands: waitCommands({ name, namespace }, plan),
      },
      steps.verify,
      { ...steps.cutOver, decision: OWNER_DECIDES },
    ],
    verification: proofOfNewBackup(id),
    wayBack: [
      {
        title: 'The way back',
        text: [
          'The archive is only read: delete the new Cluster, declare another time (target) and deliver again. Should the old cluster come back, it must not write: fence its database before anybody reaches it, or the archive gets two writers.',
        ],
        commands: [
          `kubectl annotate cluster.postgresql.cnpg.io ${name} --namespace ${namespace} --overwrite 'cnpg.io/fencedInstances=["*"]'`,
        ],
      },
    ],
  };
}

/** The region is lost, perhaps with the store: as the cluster, from a copy of the bucket. */
export function regionAnswer(input: PostgresRunbookInput): ScenarioProcedure {
  const { plan } = input;
  const cluster = clusterAnswer(input);
  return {
    ...cluster,
    summary: `A new cluster elsewhere, and there as after the loss of the cluster, from a copy of the archive where the store is lost too.`,
    loss: `${cluster.loss} From a copy, besides, what was not copied yet.`,
    needs: [storeOutlivingRegion(plan)],
    beforeDelivery: [pointAtCopy(plan), ...(cluster.beforeDelivery ?? [])],
  };
}
