import type { CheckPlan, ProtectionPlan, RelationPlan } from '../../plan';
import { FLUX, type DeliveredFolder, type RecoveryRequest, type RecoveryStep } from '../../protection';
import { shellWord } from '../../core/shell-word';

/** What the steps of a recovery are made of. */
export interface RecoveryStepsInput {
  readonly plan: ProtectionPlan;
  readonly request: RecoveryRequest;
  /** Whether the old Cluster makes room for the new one. */
  readonly inPlace: boolean;
  readonly database: string;
  /** Server name that the new Cluster archives under. */
  readonly serverName: string;
  /** The Flux Kustomization that applies the old Cluster. */
  readonly kustomization: DeliveredFolder;
  /** Secrets that the new Cluster needs in its namespace. */
  readonly secrets: readonly string[];
  /** Whether the owner's password is given, and so the same afterwards. */
  readonly keepsPassword: boolean;
  /** Folder of the manifests, seen from where the commands run. @default manifests/ */
  readonly manifests?: string;
}

/** Every step of a recovery, so that a runbook can put others between them. */
export interface RecoverySteps {
  readonly suspend: RecoveryStep;
  readonly stopWriting: RecoveryStep;
  /** Deletes the old Cluster and keeps its volumes. */
  readonly makeRoom: RecoveryStep;
  /** Brings the Secrets into another namespace; none within one. */
  readonly bringSecrets: readonly RecoveryStep[];
  readonly apply: RecoveryStep;
  readonly verify: RecoveryStep;
  readonly cutOver: RecoveryStep;
  readonly commit: RecoveryStep;
  readonly resume: RecoveryStep;
  readonly wayBack: RecoveryStep;
}

const CLUSTER = 'cluster.postgresql.cnpg.io';

const MANIFESTS = 'manifests/';

/** What people do to recover a database run by CloudNativePG 1.30 for real. */
export function recoverySteps(input: RecoveryStepsInput): readonly RecoveryStep[] {
  const steps = eachRecoveryStep(input);
  return [
    steps.suspend,
    steps.stopWriting,
    ...(input.inPlace ? [steps.makeRoom] : steps.bringSecrets),
    steps.apply,
    steps.verify,
    steps.cutOver,
    steps.commit,
    steps.resume,
    steps.wayBack,
  ];
}

/** The steps of a recovery, each by its name. */
export function eachRecoveryStep(input: RecoveryStepsInput): RecoverySteps {
  const folders = [input.kustomization];
  return {
    suspend: FLUX.step({ change: 'suspend', folders, why: [] }),
    stopWriting: stopWriting(input),
    makeRoom: makeRoom(input),
    bringSecrets: bringSecrets(input),
    apply: apply(input),
    verify: verify(input),
    cutOver: cutOver(input),
    commit: commit(input),
    resume: FLUX.step({
      change: 'resume',
      folders,
      why: [
        'Only now, with the new declaration in Git: with the old one the recovered database would archive over the old.',
      ],
    }),
    wayBack: wayBack(input),
  };
}

function stopWriting({ plan, request, database }: RecoveryStepsInput): RecoveryStep {
  const { namespace, name } = plan;
  // Of several servers only the primary can switch to another WAL file.
  const primary = `"$(kubectl get ${CLUSTER} ${name} --namespace ${namespace} --output jsonpath='{.status.currentPrimary}')"`;
  const psql = `kubectl exec ${primary} --namespace ${namespace} --container postgres -- psql --dbname ${shellWord(database)}`;
  return {
    title: 'Stop writing to the old database',
    text: [
      'What is written from now on is lost. Where the old server still runs, the end of its WAL is archived first; then it is fenced: PostgreSQL stops and the data stays. Skip what the old server can no longer do.',
      ...(request.target === undefined
        ? []
        : ['Where the application can go on meanwhile, do this only before the cut-over.']),
    ],
    commands: [
      `${psql} --command 'SELECT pg_switch_wal()'`,
      `${psql} --command 'SELECT last_archived_wal, last_archived_time, last_failed_time FROM pg_stat_archiver'`,
      `kubectl annotate ${CLUSTER} ${name} --namespace ${namespace} --overwrite 'cnpg.io/fencedInstances=["*"]'`,
    ],
  };
}

function makeRoom({ plan: { namespace, name } }: RecoveryStepsInput): RecoveryStep {
  return {
    title: 'Make room, and keep the old volumes',
    text: [
      'The new Cluster gets the name of the old one, which is deleted for that. CloudNativePG deletes the volumes of a Cluster with it: those of the old one are kept first, as the last resort. Nobody but who decides on the recovery runs this.',
    ],
    commands: [
      `kubectl get persistentvolumeclaims --namespace ${namespace} --selector cnpg.io/cluster=${name} --output jsonpath='{range .items[*]}{.spec.volumeName}{"\\n"}{end}' | xargs -I{} kubectl patch persistentvolume {} --type merge --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
      `kubectl get ${CLUSTER} ${name} --namespace ${namespace} --output yaml --ignore-not-found > old-cluster.yaml`,
      `kubectl delete ${CLUSTER} ${name} --namespace ${namespace} --ignore-not-found --wait`,
    ],
  };
}

function bringSecrets({ plan, request, secrets }: RecoveryStepsInput): readonly RecoveryStep[] {
  if (plan.namespace === request.namespace || secrets.length === 0) return [];
  const only = '{apiVersion, kind, type, data, metadata: {name: .metadata.name}}';
  return [
    {
      title: 'Bring the Secrets',
      text: [`The new Cluster needs these Secrets in ${request.namespace}: ${secrets.join(', ')}.`],
      commands: [
        `kubectl get namespace ${request.namespace} || kubectl create namespace ${request.namespace}`,
        ...secrets.map(
          (secret) =>
            `kubectl get secret ${secret} --namespace ${plan.namespace} --output json | jq '${only}' | kubectl apply --namespace ${request.namespace} --filename -`,
        ),
      ],
    },
  ];
}

function apply({
  request: { name, namespace, target },
  plan,
  manifests = MANIFESTS,
}: RecoveryStepsInput): RecoveryStep {
  return {
    title: 'Recover',
    text: [
      `A new Cluster is made of the archive, to ${target ?? 'its end'}. The archive it comes from is only read.`,
      'Where it does not become ready, the log of the recovery says why: a wrong time, key or place is there within a minute, long before the Cluster says so.',
    ],
    commands: [
      `kubectl apply --server-side --force-conflicts --filename ${manifests} --dry-run=server`,
      `kubectl apply --server-side --force-conflicts --filename ${manifests}`,
      ...waitCommands({ name, namespace }, plan),
    ],
  };
}

/** Waits for a recovered Cluster, and shows why it does not become ready. */
export function waitCommands(
  { name, namespace }: Pick<RecoveryRequest, 'name' | 'namespace'>,
  { objectives }: ProtectionPlan,
): readonly string[] {
  return [
    `kubectl wait --for=condition=Ready ${CLUSTER}/${name} --namespace ${namespace} --timeout ${objectives.rto}s`,
    `kubectl logs --namespace ${namespace} --selector cnpg.io/cluster=${name},cnpg.io/jobRole=full-recovery --all-containers --tail 20`,
  ];
}

function verify({ plan, request, database }: RecoveryStepsInput): RecoveryStep {
  const { name, namespace } = request;
  const checks = 'checks' in plan.drill ? plan.drill.checks : [];
  const read = checks.map(sqlOf).filter((sql) => sql !== undefined);
  const others = checks.filter((check) => sqlOf(check) === undefined).map((check) => check.name);
  return {
    title: 'Verify the data',
    text: [
      'Nobody cuts over to data that nobody looked at. The timeline is higher than before; what the checks of the drill ask must hold here too.',
      ...(others.length === 0 ? [] : [`Checks of the drill to be repeated by hand: ${others.join('; ')}.`]),
    ],
    commands: ['SELECT timeline_id, pg_is_in_recovery() FROM pg_control_checkpoint()', ...read].map(
      (sql) =>
        `kubectl exec ${name}-1 --namespace ${namespace} --container postgres -- psql --dbname ${shellWord(database)} --command ${shellWord(sql)}`,
    ),
  };
}

/** SQL that shows by itself what a check asks; undefined for a check that takes more than that. */
function sqlOf(check: CheckPlan): string | undefined {
  if (check.kind === 'sql.query') return check.sql;
  if (check.kind === 'sql.tables')
    return `SELECT ${check.tables.map((table) => `to_regclass('${quoted(table).replaceAll("'", "''")}')`).join(', ')}`;
  return undefined;
}

function quoted({ schema, name }: RelationPlan): string {
  return [schema, name]
    .filter((part) => part !== undefined)
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function cutOver({ plan, request, inPlace, keepsPassword }: RecoveryStepsInput): RecoveryStep {
  const { name, namespace } = request;
  const password = keepsPassword
    ? 'The password of the owner is as before.'
    : `CloudNativePG has made a new password for the owner, in the Secret ${name}-app.`;
  return {
    title: 'Cut over',
    text: [
      inPlace
        ? `Services and Secrets are called as before, so that the application finds the database again once it is restarted: set APPLICATION to each workload that uses it, for example deployment/web. ${password}`
        : `Point the application to the Service ${name}-rw.${namespace} and the Secret ${name}-app, then start it. ${password}`,
      `From the first write on, going back loses data.`,
    ],
    commands: [
      `kubectl get deployments,statefulsets,cronjobs --namespace ${plan.namespace}`,
      ...(inPlace ? [`kubectl rollout restart "$APPLICATION" --namespace ${plan.namespace}`] : []),
      `kubectl get backups.postgresql.cnpg.io --namespace ${namespace} --selector cnpg.io/cluster=${name}`,
    ],
  };
}

function commit({ plan, request, inPlace, serverName }: RecoveryStepsInput): RecoveryStep {
  const { prefix, serverName: source = plan.name } = plan.backup.archive;
  const target = request.target === undefined ? '' : `, target: RecoveryTarget.time('${request.target}')`;
  const name = inPlace
    ? ''
    : ` named '${request.name}'${request.namespace === plan.namespace ? '' : `, namespace: '${request.namespace}'`}`;
  return {
    title: 'Declare what is there now',
    text: [
      `In the composition, the PostgresCluster${name} gets: recoverFrom: PostgresRecovery.from({ store, prefix: '${prefix}', serverName: '${source}', credentials${target} }) and backup.archive: { prefix: '${prefix}', serverName: '${serverName}' }. Look at the difference before it is committed; a drill of the new archive must pass before anybody calls this done.`,
    ],
    commands: [
      'restorable synth --check',
      'restorable synth',
      'git add --all',
      `git commit --message ${shellWord(`Recover ${plan.id} from its archive`)}`,
      'git push',
    ],
  };
}

function wayBack({ plan, inPlace, kustomization, manifests = MANIFESTS }: RecoveryStepsInput): RecoveryStep {
  const unfence = `kubectl annotate ${CLUSTER} ${plan.name} --namespace ${plan.namespace} cnpg.io/fencedInstances-`;
  return inPlace
    ? {
        title: 'The way back',
        text: [
          'Before the old Cluster is deleted: take the fence away and let its folder be delivered again. Afterwards: recover again from the same archive, which nothing here has changed, to another time; the old volumes are the last resort. Delete them only once a drill of the new archive has passed.',
        ],
        commands: [
          unfence,
          `kubectl get persistentvolumes --output wide | grep ${shellWord(`${plan.namespace}/${plan.name}-`)}`,
        ],
      }
    : {
        title: 'The way back',
        text: [
          `Until the cut-over nothing is lost: take the fence away, point the application back, let its folder (${kustomization.name}) be delivered again and delete what was applied.`,
        ],
        commands: [unfence, `kubectl delete --filename ${manifests}`],
      };
}
