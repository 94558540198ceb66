import type { Construct } from 'constructs';
import { Duration, etcdProblems, Inspection, Quantity, Schedule } from '../../core';
import {
  appliedBy,
  certificatesOf,
  drillEvidence,
  resolveDrill,
  RestoreTo,
  siteOfEnvironment,
  type PolicyRule,
} from '../../drill';
import type { Environment } from '../../kubernetes/environment';
import { requireSecret } from '../../kubernetes/require-secret';
import { requireStoreCertificates } from '../../kubernetes/require-store-certificates';
import type { DrilledProtectionPlan, DrillPlan, ObjectivesPlan } from '../../plan';
import { expectedS3Values, grantOf, storeProblems, type Archive } from '../../storage';
import type { EtcdDrillProps } from '../etcd-snapshots-props';
import { scratchContainer, SCRATCH_FOLDER } from './scratch-container';

/** What the drill of an etcd is made of. */
export interface EtcdDrillInput {
  readonly environment: Environment;
  /** Name of the protection. */
  readonly name: string;
  readonly namespace: string;
  readonly props: EtcdDrillProps;
  readonly objectives: ObjectivesPlan;
  readonly archive: Archive;
  readonly image: string;
  /** The whole part of the recovery plan, asked for when manifests are written. */
  readonly plan: () => DrilledProtectionPlan;
}

const DEFAULT_SCRATCH = '4Gi';
const LEAST_SCRATCH = Quantity.of('256Mi');

/**
 * What the runner may read of the live cluster: which one it is. A namespace is read by a Role in that namespace, too
 * (Kubernetes, apiserver request info: the namespace of a request for a namespace is that one).
 */
const IDENTITY_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'], resourceNames: ['kube-system'] },
];

/** The drill of EtcdSnapshots: its plan, and a CronJob whose pod has an etcd beside the runner. */
export class EtcdDrill {
  readonly plan: DrillPlan;
  /** Space for the snapshot and what is restored from it, bytes. */
  readonly scratch: number;

  constructor(owner: Construct, input: EtcdDrillInput) {
    const { environment, archive } = input;
    const { credentials } = environment.drill;
    const inspect = Inspection.of(owner);
    const site = siteOfEnvironment(environment);
    const name = `${environment.name}-${input.name}`;
    const scratch = readScratch(input.props, inspect);
    this.scratch = scratch.value;
    const resolved = resolveDrill(
      readable(input.props, inspect),
      {
        objectives: input.objectives,
        ...(environment.drill.deadline !== undefined && { deadline: environment.drill.deadline }),
      },
      {
        report: (definition, details) =>
          inspect.report(definition, {
            ...details,
            property: details.property === undefined ? 'drill' : `drill.${details.property}`,
          }),
      },
    );
    inspectChecks(resolved.checks, inspect);
    const { pushgateway } = environment.cluster.drills;
    const evidence = drillEvidence({ environment, site, archive, usedBy: owner });
    this.plan = {
      name,
      namespace: site.namespace,
      ...resolved,
      ...(credentials.name !== undefined &&
        credentials.keys !== undefined && {
          credentials: { secret: credentials.name, keys: { ...credentials.keys } },
        }),
      ...(pushgateway !== undefined && { metrics: { pushgateway } }),
      ...(evidence.plan !== undefined && { evidence: evidence.plan }),
      appliedBy: appliedBy(site),
    };
    inspect.add(...storeProblems(archive.store, { credentials, access: 'read-only' }));
    requireSecret(site, {
      namespace: site.namespace,
      credentials,
      role: 'archive-reader',
      grant: grantOf(archive, 'read-only'),
      expected: expectedS3Values(archive.store),
      usedBy: owner,
    });
    requireStoreCertificates(site, archive.store, site.namespace, owner);
    site.addDrill({
      name,
      sourceNamespace: input.namespace,
      sourceRules: IDENTITY_RULES,
      restoresCluster: false,
      plan: input.plan,
      egress: [archive.store.egress, ...evidence.egress],
      secrets: [
        ...(credentials.name === undefined ? [] : [{ secret: credentials.name, mountedAs: 'archive' }]),
        ...certificatesOf(archive.store, 'archive-ca'),
        ...evidence.secrets,
      ],
      needs: { cpu: '100m', memory: '256Mi', storage: '0' },
      checks: this.plan.checks,
      beside: {
        container: scratchContainer(input.image),
        folder: { name: 'etcd', mountPath: SCRATCH_FOLDER, sizeLimit: scratch.toString() },
      },
    });
  }
}

/** The declaration; what of it cannot be read is reported, and another or nothing stands in for it. */
function readable(props: EtcdDrillProps, inspect: Inspection): EtcdDrillProps {
  const { schedule, deadline, targets, ...rest } = props;
  const latest = RestoreTo.latest();
  if (targets?.some((target) => target.toString() !== latest.toString()) === true) {
    inspect.report(etcdProblems.etcdHasNoPointInTime, {
      property: 'drill.targets',
      value: targets.map(String),
      reason: 'a target is no newest snapshot',
    });
  }
  const limit =
    deadline === undefined
      ? undefined
      : inspect.read('drill.deadline', () => Duration.of(deadline), undefined);
  return {
    ...rest,
    targets: [latest],
    schedule: inspect.read(
      'drill.schedule',
      () => {
        schedule.for('cronjob');
        return schedule;
      },
      Schedule.weekly('sun', '00:00'),
    ),
    ...(limit !== undefined && { deadline: limit }),
  };
}

function readScratch({ scratch }: EtcdDrillProps, inspect: Inspection): Quantity {
  const fallback = Quantity.of(DEFAULT_SCRATCH);
  if (scratch === undefined) return fallback;
  const read = inspect.read('drill.scratch', () => Quantity.of(scratch), fallback);
  if (read.value >= LEAST_SCRATCH.value) return read;
  inspect.report(etcdProblems.invalidScratchSpace, {
    property: 'drill.scratch',
    value: read.toString(),
    reason: `it is less than ${LEAST_SCRATCH.toString()}`,
  });
  return fallback;
}

function inspectChecks(checks: DrillPlan['checks'], inspect: Inspection): void {
  const others = checks.filter(({ kind }) => !kind.startsWith('etcd.')).map(({ name }) => name);
  if (others.length === 0) return;
  inspect.report(etcdProblems.checkOfOtherSystem, {
    property: 'drill.checks',
    value: others,
    reason: 'they look at a database or a namespace, and there is an etcd',
  });
}
