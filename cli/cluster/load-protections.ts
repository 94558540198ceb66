import { fail, operationProblems } from '../../lib/core/problems';
import type { ProtectionPlan } from '../../lib/plan';
import { mergePlans } from '../../lib/report';
import type { AppRequest } from '../app-loader/find-app-file';
import { composeProject } from '../compose-project';
import { findProtection } from '../find-protection';
import type { Host } from '../host';

/** Which protections are meant. */
export interface ProtectionsRequest extends AppRequest {
  /** Name of the only one. @default - all */
  readonly name?: string;
  /** Name of the Kubernetes cluster they run on. @default - the only one */
  readonly cluster?: string;
}

/** The kind of protection that runs on CloudNativePG. */
const POSTGRES = 'PostgresCluster';

/**
 * The databases of a project that are meant, all on one cluster, since kubectl reaches one at a time. Protections of other
 * kinds are left out, unless one is named. Throws RST730, RST745, RST746, and what composing throws.
 */
export async function loadProtections(
  request: ProtectionsRequest,
  host: Host,
): Promise<readonly ProtectionPlan[]> {
  const { apps } = await composeProject(request, host);
  const { protections } = mergePlans(apps.map(({ composition }) => composition.plan));
  const { name, cluster } = request;
  const there = protections.filter((protection) => cluster === undefined || protection.cluster === cluster);
  if (name !== undefined) return [postgresOnly(findProtection(there, name))];
  const databases = there.filter(({ kind }) => kind === POSTGRES);
  const clusters = [...new Set(databases.map((protection) => protection.cluster))];
  if (clusters.length > 1) {
    fail(operationProblems.severalClusters, { reason: `they run on ${clusters.join(', ')}` });
  }
  if (databases.length === 0) {
    fail(operationProblems.operationUnsupported, {
      ...(cluster !== undefined && { value: cluster }),
      reason: 'there is no PostgresCluster',
      fix: 'Add one, or name another project or cluster.',
    });
  }
  return databases;
}

/** The one database that is meant. Throws as `loadProtections`. */
export async function loadProtection(
  request: ProtectionsRequest & { readonly name: string },
  host: Host,
): Promise<ProtectionPlan> {
  const [protection] = await loadProtections(request, host);
  return protection ?? fail(operationProblems.operationUnsupported, { reason: 'there is none' });
}

function postgresOnly(protection: ProtectionPlan): ProtectionPlan {
  return protection.kind === POSTGRES
    ? protection
    : fail(operationProblems.operationUnsupported, {
        value: protection.id,
        reason: `it is a ${protection.kind}`,
      });
}
