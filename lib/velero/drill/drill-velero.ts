import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DnsLabel, Inspection, veleroProblems } from '../../core';
import { DRILL_SERVICE_ACCOUNT, type PolicyRule } from '../../drill/site/access';
import type { DrillSite } from '../../drill/site/drill-site';
import { drillLabels, NO_SUBSTITUTION } from '../../drill/site/labels';
import { lazily } from '../../drill/site/site-objects';
import { FluxFolder } from '../../flux/flux-folder';
import { PrunePolicy } from '../../flux/prune-policy';
import { storeProblems } from '../../storage';
import { installVelero, type InstallationInput } from '../installation/install';
import { drillRestorePolicy, restoreBinding } from '../installation/restore-admission';
import { storageLocation } from '../installation/storage-location';
import type { Velero } from '../installation/velero';
import type { DrillVeleroProps } from '../installation/velero-props';
import { modifierConfigMap, type RestoreModifier } from '../recovery/restore-modifier';
import type { DrillRestore } from '../velero-source';
import { drillVeleroRules, targetRules, VOLUME_RULES, volumePolicy } from './runner-access';
import { runnerEgress, targetLabels, targetObjects, type TargetInput } from './target-namespace';

/** What the second Velero is made of. */
export interface DrillVeleroInput extends DrillVeleroProps {
  /** The first one. */
  readonly velero: Velero;
  readonly installation: Pick<
    InstallationInput,
    'cluster' | 'velero' | 'awsPlugin' | 'chart' | 'location' | 'csi' | 'path'
  >;
  readonly dependsOn: readonly FluxFolder[];
}

/** A drill that restores through it. */
export interface RestoringDrill {
  /** Of the runner. */
  readonly site: DrillSite;
  readonly restore: DrillRestore;
  readonly modifiers: readonly RestoreModifier[];
  /** Live namespaces and what they are restored into. */
  readonly targets: readonly (TargetInput & { readonly source: string })[];
}

const RBAC = 'rbac.authorization.k8s.io';

/**
 * The Velero that drills restore through: it reads the store of the first one and cannot write backups, its Restores are
 * those of the drills, and what they restore into is made here, isolated, before anything is restored.
 */
export class DrillVelero extends Construct {
  readonly namespace: string;
  readonly location: string;
  readonly folder: FluxFolder;

  private readonly drills: RestoringDrill[] = [];
  private readonly targets = new Map<string, string>();
  private readonly sites = new Set<string>();

  constructor(scope: Velero, input: DrillVeleroInput) {
    super(scope, 'drill');
    const { installation, velero, credentials, dependsOn } = input;
    const { cluster } = installation;
    const inspect = Inspection.of(scope);
    const standard = `${velero.namespace}-drill`;
    const given = input.namespace ?? standard;
    const isLive = given === velero.namespace;
    this.namespace = isLive
      ? standard
      : inspect.read('drill.namespace', () => DnsLabel.of(given).text, given);
    this.location = installation.location;
    if (isLive) {
      inspect.report(veleroProblems.drillIntoLiveNamespace, {
        property: 'drill.namespace',
        value: given,
        reason: 'the Velero that backs up runs in it',
      });
    }
    cluster.namespaces.declare({ name: this.namespace, purpose: 'drill', managed: true, by: this });
    const operator = installVelero({
      ...installation,
      namespace: this.namespace,
      restoreOnly: true,
      serviceAccountAnnotations: credentials.serviceAccountAnnotations,
      dependsOn,
    });
    this.folder = new FluxFolder(cluster, `${cluster.drills.path}/${this.namespace}`, {
      name: `drills-${this.namespace}`,
      namespace: this.namespace,
      dependsOn: [operator],
    });
    new ApiObject(this.folder, 'location', {
      ...storageLocation({
        name: this.location,
        namespace: this.namespace,
        archive: velero.archive,
        credentials,
        access: 'ReadOnly',
      }),
    });
    inspect.add(...storeProblems(velero.archive.store, { credentials, access: 'read-only' }));
    velero.requireSecrets(
      this.folder,
      this.namespace,
      'archive-reader',
      credentials,
      input.repositoryPassword,
    );
    this.makeAdmission('restores', this.namespace, () =>
      drillRestorePolicy(
        this.namespace,
        this.drills.map(({ restore }) => restore),
      ),
    );
    this.makeAdmission('volumes', undefined, () => volumePolicy([...this.sites], [...this.targets.keys()]));
  }

  /** Adds a drill. Reports RST975 at its owner where another drill restores into the same namespace. */
  addDrill(drill: RestoringDrill, inspect: Inspection): void {
    const { site, restore, modifiers, targets } = drill;
    const name = restore.metadata.name ?? '';
    for (const target of targets) {
      const other = this.targets.get(target.name);
      if (other !== undefined) {
        inspect.report(veleroProblems.sharedDrillTarget, {
          property: 'drill.mapping',
          value: target.name,
          reason: `the drill ${other} restores into it too`,
        });
        return;
      }
      this.targets.set(target.name, name);
    }
    this.drills.push(drill);
    new ApiObject(this.folder, `modifiers-${name}`, {
      ...modifierConfigMap(
        { name: modifierName(name), namespace: this.namespace },
        modifiers,
        targets.map(({ source }) => source),
      ),
    });
    for (const target of targets) this.makeTarget(target, restore.spec.includedResources ?? []);
    if (!this.sites.has(site.namespace)) this.makeSiteAccess(site.namespace);
    this.sites.add(site.namespace);
    const policy = `reach-${name}`;
    new ApiObject(FluxFolder.findOf(site), policy, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: policy, namespace: site.namespace, labels: drillLabels() },
      spec: runnerEgress(targets.map((target) => target.name)),
    });
  }

  private makeTarget(target: TargetInput, kinds: readonly string[]): void {
    const { name, site, podSecurity } = target;
    const { folder } = this;
    const namespace = new ApiObject(folder, `namespace-${name}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: targetLabels(podSecurity) },
    });
    // It holds copies that are thrown away, no data.
    PrunePolicy.allow(namespace);
    for (const { id, apiVersion, kind, name: objectName, parts } of targetObjects(target)) {
      new ApiObject(folder, `${id}-${name}`, {
        apiVersion,
        kind,
        metadata: { name: objectName, namespace: name, labels: drillLabels() },
        ...parts,
      });
    }
    this.grant(`target-${name}`, name, site, () => targetRules(kinds));
  }

  private makeSiteAccess(site: string): void {
    const here = () => this.drills.filter((drill) => drill.site.namespace === site);
    this.grant(`velero-${site}`, this.namespace, site, () =>
      drillVeleroRules(
        here().map(({ restore }) => restore.metadata.name ?? ''),
        here().map(({ restore }) => modifierName(restore.metadata.name ?? '')),
      ),
    );
    const name = `${DRILL_SERVICE_ACCOUNT}-${site}-volumes`;
    this.access(`volumes-${site}`, 'Cluster', name, undefined, site, () => VOLUME_RULES);
  }

  private grant(id: string, namespace: string, site: string, rules: () => readonly PolicyRule[]): void {
    this.access(id, '', `${DRILL_SERVICE_ACCOUNT}-${site}`, namespace, site, rules);
  }

  /** A Role, or ClusterRole, with these rules, bound to the runner of a site. */
  private access(
    id: string,
    scope: 'Cluster' | '',
    name: string,
    namespace: string | undefined,
    site: string,
    rules: () => readonly PolicyRule[],
  ): void {
    const metadata = { name, ...(namespace !== undefined && { namespace }), labels: drillLabels() };
    new ApiObject(this.folder, `${id}-role`, {
      apiVersion: `${RBAC}/v1`,
      kind: `${scope}Role`,
      metadata,
      rules: lazily(rules),
    });
    new ApiObject(this.folder, `${id}-binding`, {
      apiVersion: `${RBAC}/v1`,
      kind: `${scope}RoleBinding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind: `${scope}Role`, name },
      subjects: [{ kind: 'ServiceAccount', name: DRILL_SERVICE_ACCOUNT, namespace: site }],
    });
  }

  private makeAdmission(
    what: string,
    namespace: string | undefined,
    spec: () => Readonly<Record<string, unknown>>,
  ): void {
    const name = `${what}-${this.namespace}`;
    const object = (id: string, kind: string, content: unknown) =>
      new ApiObject(this.folder, id, {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: { name, labels: drillLabels(), annotations: NO_SUBSTITUTION },
        spec: content,
      });
    object(`${what}-policy`, 'ValidatingAdmissionPolicy', lazily(spec));
    object(
      `${what}-binding`,
      'ValidatingAdmissionPolicyBinding',
      namespace === undefined
        ? { policyName: name, validationActions: ['Deny'] }
        : restoreBinding(name, namespace),
    );
  }
}

/** Name of the ConfigMap with the modifiers of a drill. */
export function modifierName(drill: string): string {
  return `${drill}-modifiers`;
}
