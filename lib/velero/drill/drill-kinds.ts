import { veleroProblems, type Inspection } from '../../core';
import { CLOUD_NATIVE_PG_KINDS, NOT_RESTORABLE } from '../backup/resource-name';

/**
 * Kinds that drills restore: what an application runs on, and nothing that acts outside of its namespace. PersistentVolumes
 * are among them: without, claims keep the name of the source's volume.
 */
export const DRILL_KINDS: readonly string[] = [
  'configmaps',
  'cronjobs.batch',
  'deployments.apps',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'replicasets.apps',
  'rolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'secrets',
  'serviceaccounts',
  'services',
  'statefulsets.apps',
];

/** Groups of kinds that act on the world: hosts, certificates, DNS, secrets of managers, Git, the cluster itself. */
const ACTING_GROUPS = [
  'acme.cert-manager.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'argoproj.io',
  'cert-manager.io',
  'external-secrets.io',
  'externaldns.k8s.io',
  'gateway.networking.k8s.io',
  'helm.toolkit.fluxcd.io',
  'kustomize.toolkit.fluxcd.io',
  'snapshot.storage.k8s.io',
  'source.toolkit.fluxcd.io',
  'traefik.io',
];

const ACTING_KINDS = [
  'clusterrolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'daemonsets.apps',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'ingresses.networking.k8s.io',
  'jobs.batch',
  'namespaces',
  'networkpolicies.networking.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'resourcequotas',
  'storageclasses.storage.k8s.io',
];

/** The kinds of a drill, with those asked for. Reports RST958, RST959, RST965, RST966. */
export function drillKinds(more: readonly string[], inspect: Inspection): readonly string[] {
  for (const kind of more) {
    const details = { property: 'drill.kinds', value: kind };
    const group = kind.split('.').slice(1).join('.');
    if (!/^[a-z][a-z0-9]*(\.[a-z0-9.-]+)?$/.test(kind)) {
      inspect.report(veleroProblems.invalidFilter, {
        ...details,
        reason: 'it is no plural of a kind in lower case, with its group',
      });
    } else if (NOT_RESTORABLE.includes(kind)) {
      inspect.report(veleroProblems.kindNotRestorable, { ...details, reason: 'Velero never restores it' });
    } else if (CLOUD_NATIVE_PG_KINDS.includes(kind)) {
      inspect.report(veleroProblems.kindOfOtherProtection, {
        ...details,
        reason: 'it belongs to CloudNativePG',
      });
    } else if (ACTING_KINDS.includes(kind) || ACTING_GROUPS.includes(group)) {
      inspect.report(veleroProblems.kindWithSideEffects, {
        ...details,
        reason: 'it acts outside of its namespace, runs once more, or opens what isolates the drill',
      });
    }
  }
  return [...new Set([...DRILL_KINDS, ...more])].sort();
}
