import type { ProtectionPlan } from '../plan';
import {
  drillNow,
  pointAtCopy,
  recoveryManifests,
  storeOutlivingRegion,
  writeManifests,
  type DeliveredFolder,
  type RunbookSection,
  type RunbookStep,
  type ScenarioProcedure,
} from '../protection';
import type { Restorers } from './installation/restore-admission';
import { recoverySteps } from './recovery/recovery-steps';

/** What the section of a NamespaceBackup is made of. */
export interface NamespaceRunbookInput {
  readonly plan: ProtectionPlan;
  readonly namespaces: readonly string[];
  /** Namespace of Velero, its location, and the Schedule. */
  readonly velero: string;
  readonly location: string;
  readonly schedule: string;
  /** Who may create Restores there. */
  readonly restorers: Restorers;
  /** What delivers into the namespaces from Git. */
  readonly folders: readonly DeliveredFolder[];
  /** Where the data of volumes is: in the store, in snapshots that stay with the storage system, or in other backups. */
  readonly data: 'in-store' | 'left-behind' | 'elsewhere';
}

const OWNER_DECIDES = 'the owner of the data and whoever leads the incident, together';

const LOSS =
  'What was written after the newest backup that is Completed: at most the RPO while backups worked.';

/** What a NamespaceBackup says to each loss (Velero 1.18), by the same steps as `restorable recover`. */
export function namespaceRunbook(input: NamespaceRunbookInput): RunbookSection {
  const { namespaces, plan } = input;
  const names = namespaces.join(', ');
  const objectsOnly = input.data === 'elsewhere';
  const behind = input.data === 'left-behind';
  const inPlace = procedure(input, {
    summary: `A lost pod comes back by itself. With a lost volume, everything in ${names} is restored from a backup: workloads and claims that are left make room first.`,
    loss: LOSS,
    before: [lookFirst(input)],
  });
  const elsewhere = procedure(input, {
    summary: objectsOnly
      ? `What of ${names} does not come from Git is restored from a backup of the old cluster: objects alone.`
      : `Delivered from Git, ${names} comes back with empty volumes. They make room, and everything is restored from a backup of the old cluster.`,
    loss: behind
      ? `${LOSS} All data of volumes, where the storage system of the lost cluster is lost too: its snapshots were not moved to the store.`
      : LOSS,
    before: [locationStep(input)],
  });
  const cluster: ScenarioProcedure = {
    ...elsewhere,
    needs: [
      ...elsewhere.needs,
      ...(behind
        ? [
            'The storage system of the lost cluster, with its snapshots, in reach of the new one. Without it only objects come back, with empty volumes.',
          ]
        : []),
    ],
  };
  return {
    layer: objectsOnly ? 'objects' : 'namespaces',
    answers: {
      volume: objectsOnly
        ? {
            kind: 'no-loss',
            because:
              'Objects are not lost with a volume, and the bytes of volumes are not in this backup but in others.',
          }
        : inPlace,
      namespace: procedure(input, {
        summary: objectsOnly
          ? `The objects of ${names} that do not come from Git are restored, and no data.`
          : `${names} is restored with its objects and the data of its volumes.`,
        loss: LOSS,
        before: [],
      }),
      corruption: {
        ...procedure(
          input,
          {
            summary: objectsOnly
              ? `Objects in ${names} that are wrong go back to the last backup before the wrong change.`
              : `Everything in ${names} goes back to the last backup before the wrong write. There is no point in time between two backups.`,
            loss: objectsOnly
              ? 'What was changed of these objects after that backup.'
              : 'What was written after that backup, in all of the namespaces: also what was right.',
            before: [findTime(input)],
          },
          true,
        ),
        drilled: false,
      },
      cluster,
      region: {
        ...cluster,
        needs: [storeOutlivingRegion(plan), ...cluster.needs],
        beforeDelivery: [pointAtCopy(plan)],
        loss: `${cluster.loss} From a copy, besides, what was not copied yet.`,
      },
      'object-store': storeAnswer(input),
      git: {
        kind: 'no-loss',
        because:
          'Nothing of the backups is in Git. They go on; only what is declared of them cannot be changed.',
      },
    },
  };
}

function whoRestores({ users, groups }: Restorers): string {
  const names = [...users.map((name) => `the user ${name}`), ...groups.map((name) => `the group ${name}`)];
  return `Whoever restores is one of: ${names.join(', ')}. Everybody else is refused, whatever their rights; \`kubectl auth whoami\` says who you are.`;
}

interface Procedure {
  readonly summary: string;
  readonly loss: string;
  readonly before: readonly RunbookStep[];
}

/** The steps of `restorable recover`; the decision is made before anything is removed. */
function procedure(
  input: NamespaceRunbookInput,
  { summary, loss, before }: Procedure,
  toTime = false,
): ScenarioProcedure {
  const { plan, velero, namespaces, schedule, folders } = input;
  const restore = `${plan.name}-recovered`;
  const steps = recoverySteps({
    velero,
    schedule,
    namespaces,
    restore,
    kustomizations: folders,
    manifests: recoveryManifests(plan, restore),
    objectsOnly: input.data === 'elsewhere',
    // Ends and begins the quotes around it.
    ...(toTime && { target: `'"$TARGET"'` }),
  });
  return {
    kind: 'procedure',
    summary,
    loss,
    drilled: true,
    needs: ['Velero runs, and its location is Available.', whoRestores(input.restorers)],
    steps: [
      ...before,
      writeManifests(plan, { name: restore, ...(toTime && { target: '"$TARGET"' }) }),
      ...steps.map((step) => (step.title === 'Make room' ? { ...step, decision: OWNER_DECIDES } : step)),
    ],
    verification: drillNow(plan),
    wayBack: [
      {
        title: 'Before room is made',
        text: [
          'Nothing has changed but the delivery, which is let go on. After that: the backups are only read, so another one can be restored by the same steps, under another name of the Restore. Volumes whose reclaim policy was Retain still hold what was in them.',
        ],
        commands: [
          `kubectl delete restores.velero.io ${restore} --namespace ${velero} --ignore-not-found`,
          'kubectl get persistentvolumes --output wide',
        ],
      },
    ],
  };
}

function lookFirst({ namespaces }: NamespaceRunbookInput): RunbookStep {
  return {
    title: 'See what is lost',
    text: [
      'A volume whose node is away comes back with its node: waiting loses nothing. A restore gives up what was written since the last backup.',
    ],
    commands: namespaces.map((name) => `kubectl -n ${name} get pods,persistentvolumeclaims --output wide`),
  };
}

function locationStep({ velero, location, schedule }: NamespaceRunbookInput): RunbookStep {
  return {
    title: 'Wait for the backups',
    text: ['A new Velero finds the backups of the old one in its location, within minutes.'],
    commands: [
      `kubectl wait --for=jsonpath='{.status.phase}'=Available backupstoragelocations.velero.io/${location} --namespace ${velero} --timeout 10m`,
      `kubectl get backups.velero.io --namespace ${velero} --selector velero.io/schedule-name=${schedule}`,
    ],
  };
}

function findTime({ velero, schedule }: NamespaceRunbookInput): RunbookStep {
  return {
    title: 'Find the time',
    text: [
      'Set TARGET to the last moment that was good, RFC 3339 in UTC, for example 2026-02-17T12:00:00Z. A backup must have ended before it. Stop the writers first where the wrong write goes on.',
    ],
    commands: [
      `kubectl get backups.velero.io --namespace ${velero} --selector velero.io/schedule-name=${schedule} --sort-by .status.completionTimestamp`,
    ],
    decision: OWNER_DECIDES,
  };
}

function storeAnswer({ plan, velero, location, schedule }: NamespaceRunbookInput): ScenarioProcedure {
  const spec = `{apiVersion, kind: "Backup", metadata: {name: $name, namespace: .metadata.namespace, labels: ((.spec.template.metadata.labels // {}) + {"velero.io/schedule-name": .metadata.name})}, spec: (.spec.template | del(.metadata))}`;
  return {
    kind: 'procedure',
    summary: 'Everything runs on. The store is made again, and a new backup is taken at once.',
    loss: 'No data, and every backup: until a new one is Completed, the loss of the namespaces cannot be undone.',
    drilled: false,
    needs: ['Velero runs.'],
    steps: [
      {
        title: 'Make the store again',
        text: [
          `The bucket ${plan.backup.archive.bucket}, with the same versions and locks as before, and the keys of the Secrets that the first command shows.`,
        ],
        commands: [
          'restorable plan',
          `kubectl wait --for=jsonpath='{.status.phase}'=Available backupstoragelocations.velero.io/${location} --namespace ${velero} --timeout 10m`,
        ],
        decision: 'the owner of the store',
      },
      {
        title: 'Forget the lost repositories',
        text: [
          'Velero takes the repositories of files for ready that it once made. Without these objects it makes them again.',
        ],
        commands: [
          `kubectl delete backuprepositories.velero.io --namespace ${velero} --selector velero.io/storage-location=${location}`,
        ],
      },
      {
        title: 'Take a backup',
        text: ['As the Schedule would. Only Completed is good.'],
        commands: [
          `BACKUP=${schedule}-$(date -u +%Y%m%d%H%M%S)`,
          `kubectl get schedules.velero.io ${schedule} --namespace ${velero} --output json | jq --arg name "$BACKUP" '${spec}' | kubectl create --filename -`,
          `kubectl wait --for=jsonpath='{.status.phase}'=Completed backups.velero.io/"$BACKUP" --namespace ${velero} --timeout 4h`,
        ],
      },
    ],
    verification: drillNow(plan),
    wayBack: [
      {
        title: 'Should the old store come back',
        text: ['Keep it until the retention has passed, and do not let two stores be written in turns.'],
        commands: [],
      },
    ],
  };
}
