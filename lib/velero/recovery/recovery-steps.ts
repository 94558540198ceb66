import { FLUX, type DeliveredFolder, type RecoveryStep } from '../../protection';

/** What the steps of a recovery are about. */
export interface RecoveryStepsInput {
  readonly velero: string;
  readonly schedule: string;
  readonly namespaces: readonly string[];
  /** Name of the Restore. */
  readonly restore: string;
  /** Only backups that were complete by then, RFC 3339. @default - the newest */
  readonly target?: string;
  /** Flux Kustomizations that would undo the restore meanwhile. */
  readonly kustomizations: readonly DeliveredFolder[];
  /** Folder of the manifests, seen from where the commands run. @default manifests/ */
  readonly manifests?: string;
  /** Whether the backup has no data of volumes, so that claims must stay. @default false */
  readonly objectsOnly?: boolean;
}

/**
 * What people do to get namespaces back by Velero, after the loss of a volume or of the whole namespace. Volumes come back
 * only where neither claim nor pod exists: whatever is there is left as it is.
 */
export function recoverySteps(input: RecoveryStepsInput): readonly RecoveryStep[] {
  const { velero, schedule, namespaces, restore, target, kustomizations, manifests = 'manifests/' } = input;
  const each = (command: (namespace: string) => string) => namespaces.map(command);
  const flux = (change: 'suspend' | 'resume', why: string) =>
    FLUX.step({ change, folders: kustomizations, why: [why] });
  const until = target === undefined ? '' : `select(.status.completionTimestamp <= "${target}") | `;
  return [
    {
      title: 'Choose the backup',
      text: [
        'Only a backup in phase Completed is whole. The newest one may have failed: look before you take an older one.',
      ],
      commands: [
        `kubectl -n ${velero} get backups.velero.io -l velero.io/schedule-name=${schedule} --sort-by .status.completionTimestamp -o custom-columns=NAME:.metadata.name,PHASE:.status.phase,COMPLETED:.status.completionTimestamp`,
        `BACKUP=$(kubectl -n ${velero} get backups.velero.io -l velero.io/schedule-name=${schedule} -o json | jq -r '[.items[] | ${until}select(.status.phase == "Completed")] | sort_by(.status.completionTimestamp) | last | .metadata.name') && echo "$BACKUP"`,
      ],
    },
    {
      ...flux(
        'suspend',
        'Pods and empty claims that are there before Velero restores are left as they are. Hold whatever else delivers into these namespaces too, also where this composition does not know of it.',
      ),
      title: 'Keep Flux away',
    },
    input.objectsOnly === true ? removeObjects(namespaces) : makeRoom(namespaces),
    {
      title: 'Restore',
      text: [
        'By namespace, with the pods. A Restore of this name that is left from an earlier recovery is over, would do nothing again, and makes room. The Restore is over when its phase is final; only Completed is good.',
      ],
      commands: [
        `kubectl -n ${velero} delete restores.velero.io ${restore} --ignore-not-found --wait`,
        `sed "s/BACKUP_NAME/$BACKUP/" ${manifests}*-restore-${restore}.yaml | kubectl create -f -`,
        `kubectl -n ${velero} wait --for=jsonpath='{.status.completionTimestamp}' restores.velero.io/${restore} --timeout=4h`,
        `test "$(kubectl -n ${velero} get restores.velero.io ${restore} -o jsonpath='{.status.phase}')" = Completed`,
      ],
    },
    {
      title: 'Verify',
      text: ['Completed comes before pods are ready (seen). Look at the data, not only at the pods.'],
      commands: [
        ...each((name) => `kubectl -n ${name} rollout status statefulsets,deployments --timeout=15m`),
        ...each((name) => `kubectl -n ${name} get pods,persistentvolumeclaims`),
      ],
    },
    {
      ...flux('resume', 'Everything is compared with Git, and what the backup had otherwise is corrected.'),
      title: 'Give it back to Flux',
    },
  ];
}

function makeRoom(namespaces: readonly string[]): RecoveryStep {
  const each = (command: (namespace: string) => string) => namespaces.map(command);
  return {
    title: 'Make room',
    text: [
      'Only where the namespace still exists. Its workloads are removed, since a controller would remove or replace the pods that Velero restores; its claims too, since files of a backup would be mixed with those in them. What is in the volumes is gone after that: be sure of the backup first. Pods that come back belong to an operator: stop it, and remove them again.',
    ],
    commands: [
      ...each(
        (name) => `kubectl -n ${name} delete statefulsets,deployments,daemonsets,cronjobs,jobs --all --wait`,
      ),
      // Pods and claims of CloudNativePG stay: they are in no backup of Velero.
      ...each((name) => `kubectl -n ${name} delete pods --selector '!cnpg.io/cluster' --wait --timeout=5m`),
      ...each((name) => `kubectl -n ${name} get pods --selector '!cnpg.io/cluster'`),
      ...each(
        (name) => `kubectl -n ${name} delete persistentvolumeclaims --selector '!cnpg.io/cluster' --wait`,
      ),
    ],
  };
}

function removeObjects(namespaces: readonly string[]): RecoveryStep {
  return {
    title: 'Make room',
    text: [
      'Velero leaves what is there as it is: whatever is wrong is deleted first, by its name, and nothing else. Never delete claims: their bytes are not in this backup.',
    ],
    commands: namespaces.map((name) => `kubectl -n ${name} get all,configmaps,secrets`),
  };
}
