import type { Construct } from 'constructs';
import { DnsLabel, Duration, Inspection, veleroProblems } from '../../core';
import { declareDrill, RestoreTo, type Check, type DrillSite } from '../../drill';
import type { Environment } from '../../kubernetes/environment';
import { managedLabels } from '../../kubernetes/labels';
import type { DrilledProtectionPlan, DrillPlan, ObjectivesPlan } from '../../plan';
import type { NamespaceDrillProps } from '../backup/namespace-backup-props';
import { NamespaceBaseCheck } from '../check/namespace-base-check';
import { ClaimsCheck } from '../check/namespace-checks';
import type { Velero } from '../installation/velero';
import { RestoreModifier } from '../recovery/restore-modifier';
import type { DrillRestore, NamespaceDrillSource, PodDatabasePlan } from '../velero-source';
import { modifierName, type DrillVelero } from './drill-velero';
import { drillKinds } from './drill-kinds';
import { LIVE_VELERO_RULES } from './runner-access';

/** What the drill of a NamespaceBackup is made of. */
export interface NamespaceDrillInput {
  readonly environment: Environment;
  readonly velero: Velero;
  readonly drillVelero: DrillVelero;
  /** Name of the protection. */
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly props: NamespaceDrillProps;
  readonly objectives: ObjectivesPlan;
  /** Whether bytes of volumes are in the backup. */
  readonly hasData: boolean;
  /** Whether the data of a claim is left out of the backup. */
  readonly leavesOut: (claim: string) => boolean;
  /** The whole part of the recovery plan, asked for when manifests are written. */
  readonly plan: () => DrilledProtectionPlan;
}

/** Every restore into a namespace that exists has this warning (Velero 1.18, seen): the API server puts the object there. */
const ALWAYS_WARNED = [
  'ConfigMap "kube-root-ca.crt" already exists',
  'ConfigMap:kube-root-ca.crt already exists',
];

/** The drill of a NamespaceBackup: its Restore, the namespaces it goes to, its plan and its CronJob. */
export class NamespaceDrill {
  readonly plan: DrillPlan;
  readonly source: NamespaceDrillSource;

  constructor(
    owner: Construct,
    private readonly input: NamespaceDrillInput,
  ) {
    const { environment, velero, drillVelero, props, namespaces } = input;
    const inspect = Inspection.of(owner);
    const checks = this.readChecks(inspect);
    const { site, plan, egress, secrets } = declareDrill(owner, {
      environment,
      name: input.name,
      objectives: input.objectives,
      archive: velero.archive,
      hasData: input.hasData,
      props: { ...props, checks, targets: [RestoreTo.latest()] },
    });
    this.plan = plan;
    const { name } = plan;
    const mapping = readMapping(props.mapping, namespaces, site, velero, inspect);
    const restore = this.restore(name, mapping, drillKinds(props.kinds ?? [], inspect));
    const database = this.readDatabase(inspect);
    this.source = {
      velero: { namespace: drillVelero.namespace, location: drillVelero.location },
      mapping,
      restore,
      ...(database !== undefined && { database }),
      allowedWarnings: [...ALWAYS_WARNED, ...(props.allowedWarnings ?? [])],
      expected: { claims: this.expectedClaims(checks), pods: [] },
    };
    const modifiers = [
      RestoreModifier.suspendCronJobs(),
      RestoreModifier.holdJobPods(),
      inspect.read(
        'drill.nodePorts',
        () => RestoreModifier.servicesToClusterIp(props.nodePorts),
        RestoreModifier.servicesToClusterIp(),
      ),
      ...(props.modifiers ?? []),
    ];
    drillVelero.addDrill(
      {
        site,
        restore,
        modifiers,
        targets: Object.entries(mapping).map(([source, target]) => ({
          source,
          name: target,
          site: site.namespace,
          needs: props.needs ?? {},
          podSecurity: props.podSecurity ?? 'baseline',
        })),
      },
      inspect,
    );
    site.addDrill({
      name,
      sourceNamespace: velero.namespace,
      sourceRules: LIVE_VELERO_RULES,
      restoresCluster: false,
      plan: input.plan,
      egress,
      secrets,
      // What is restored has namespaces of its own.
      needs: { cpu: '0', memory: '0', storage: '0' },
      checks: this.plan.checks,
    });
  }

  /**
   * The Restore (velero.io/v1), without its backup. By namespace and kind, with the pods, since only through them data of
   * file-system backups comes back. Nothing without a namespace is restored but volumes; nothing that exists is changed.
   */
  private restore(
    name: string,
    mapping: Readonly<Record<string, string>>,
    kinds: readonly string[],
  ): DrillRestore {
    return {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: {
        name,
        namespace: this.input.drillVelero.namespace,
        labels: managedLabels({
          'app.kubernetes.io/part-of': 'restorable',
          'app.kubernetes.io/instance': name,
        }),
      },
      spec: {
        includedNamespaces: Object.keys(mapping),
        includedResources: [...kinds],
        namespaceMapping: { ...mapping },
        preserveNodePorts: false,
        existingResourcePolicy: 'none',
        resourceModifier: { kind: 'configmap', name: modifierName(name) },
        itemOperationTimeout: Duration.seconds(this.plan.deadline).toGo(),
      },
    };
  }

  /** The checks, each with the namespace it looks into. Reports RST970, RST971, RST978. */
  private readChecks(inspect: Inspection): readonly Check[] {
    const { props, namespaces, leavesOut } = this.input;
    const [only = ''] = namespaces;
    return props.checks.map((check) => {
      if (!(check instanceof NamespaceBaseCheck)) {
        this.inspectOther(check, inspect);
        return check;
      }
      const details = { property: 'drill.checks', value: check.name };
      if (check.namespace === undefined ? namespaces.length > 1 : !namespaces.includes(check.namespace)) {
        inspect.report(veleroProblems.foreignNamespaceOfCheck, {
          ...details,
          reason:
            check.namespace === undefined
              ? `there are ${namespaces.length} namespaces, and it names none`
              : `${check.namespace} is not backed up here`,
        });
      }
      const lost = check instanceof ClaimsCheck ? check.claims.find(leavesOut) : undefined;
      if (lost !== undefined) {
        inspect.report(veleroProblems.checkedClaimExcluded, {
          ...details,
          reason: `the data of ${lost} is left out of the backup`,
        });
      }
      return check.boundTo(only);
    });
  }

  private inspectOther(check: Check, inspect: Inspection): void {
    const { kind } = check.plan({ rpo: this.input.objectives.rpo });
    const reason = !kind.startsWith('sql.')
      ? 'it is for another kind of protection'
      : this.input.props.database === undefined
        ? 'the drill names no database'
        : undefined;
    if (reason !== undefined)
      inspect.report(veleroProblems.foreignCheck, { property: 'drill.checks', value: check.name, reason });
  }

  private readDatabase(inspect: Inspection): PodDatabasePlan | undefined {
    const { props, namespaces } = this.input;
    if (props.database === undefined) return undefined;
    const { namespace = namespaces[0] ?? '', port = 5432, ...rest } = props.database;
    const ambiguous = props.database.namespace === undefined && namespaces.length > 1;
    if (ambiguous || !namespaces.includes(namespace)) {
      inspect.report(veleroProblems.foreignNamespaceOfCheck, {
        property: 'drill.database.namespace',
        value: props.database.namespace,
        reason: ambiguous ? 'there are several namespaces' : 'it is not backed up here',
      });
    }
    return { namespace, port, ...rest };
  }

  private expectedClaims(checks: readonly Check[]): NamespaceDrillSource['expected']['claims'] {
    const [only = ''] = this.input.namespaces;
    return checks.flatMap((check, index) => {
      const given = this.input.props.checks[index];
      if (!(given instanceof ClaimsCheck) || !(check instanceof NamespaceBaseCheck)) return [];
      return given.claims.map((claim) => ({ namespace: given.namespace ?? only, claim }));
    });
  }
}

/** Reports RST105, RST967, RST968. */
function readMapping(
  given: Readonly<Record<string, string>> | undefined,
  namespaces: readonly string[],
  site: DrillSite,
  velero: Velero,
  inspect: Inspection,
): Readonly<Record<string, string>> {
  const { cluster } = velero;
  const standard = Object.fromEntries(namespaces.map((name) => [name, `${site.namespace}-${name}`]));
  const mapping = given ?? standard;
  const missing = namespaces.filter((name) => !(name in mapping));
  const foreign = Object.keys(mapping).filter((name) => !namespaces.includes(name));
  if (missing.length > 0 || foreign.length > 0) {
    inspect.report(veleroProblems.incompleteMapping, {
      property: 'drill.mapping',
      value: mapping,
      reason: [
        ...missing.map((name) => `${name} is not mapped`),
        ...foreign.map((name) => `${name} is no namespace that is backed up`),
      ].join('; '),
    });
    return standard;
  }
  const taken = new Set<string>();
  for (const target of Object.values(mapping)) {
    const label = inspect.read('drill.mapping', () => DnsLabel.of(target).text, undefined);
    if (label === undefined) return standard;
    const reason = taken.has(target)
      ? 'two namespaces would be restored into it'
      : [...namespaces, ...cluster.namespaces.live].includes(target)
        ? 'live data is in it'
        : [site.namespace, velero.namespace, velero.drill?.namespace].includes(target)
          ? 'drills or Velero run in it'
          : undefined;
    if (reason !== undefined)
      inspect.report(veleroProblems.drillIntoLiveNamespace, {
        property: 'drill.mapping',
        value: target,
        reason,
      });
    taken.add(target);
  }
  for (const target of taken)
    cluster.namespaces.declare({ name: target, purpose: 'drill', managed: true, by: site });
  return mapping;
}
