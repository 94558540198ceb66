import type { Input } from '@pulumi/pulumi';
import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import { bootstrapSecrets } from '../plan/bootstrap-secrets';
import type { FluxPlatformArgs } from './flux-platform-args';
import { optionalSecrets, type SecretObject } from './optional-objects';
import { FLUX_NAMESPACE, platformNamespaces, type PlatformNamespace } from './platform-namespaces';
import { platformSettingProblems } from './platform-setting-problems';

/** Everything the platform is made of, before anything is made. */
export interface PlatformDesign {
  readonly namespaces: readonly PlatformNamespace[];
  readonly secrets: readonly SecretObject[];
  /** Secret with the key that decrypts Secrets in Git. */
  readonly decryptionSecret?: string;
  /** Whether namespaces with data may be deleted. */
  readonly mayDeleteData: boolean;
  readonly problems: readonly Problem[];
}

/** Designs the platform of a cluster, and tells everything that is wrong with the arguments. */
export function designPlatform(args: FluxPlatformArgs): PlatformDesign {
  const { plan, cluster } = args;
  const known = plan.clusters.find(({ name }) => name === cluster);
  const required = plan.requiredSecrets.filter((secret) => secret.cluster === cluster);
  const made = bootstrapSecrets<Input<string>>(plan, cluster, args.secrets ?? {});
  const live = (known?.namespaces ?? []).filter(({ purpose }) => purpose === 'live').map(({ name }) => name);
  const optional = optionalSecrets(args, live);
  const further = [...(args.namespaces ?? []), ...optional.map(({ namespace }) => namespace)];
  const decryption = required.find(({ roles, namespace }) => {
    return roles.includes('decryption') && namespace === FLUX_NAMESPACE;
  });
  return {
    namespaces: known === undefined ? [] : platformNamespaces(known, required, further),
    secrets: [...made.secrets, ...optional],
    ...(decryption !== undefined && { decryptionSecret: decryption.name }),
    mayDeleteData: args.teardown?.deleteDataOf === cluster,
    problems: [
      ...(known === undefined ? [clusterMissing(args)] : made.problems),
      ...platformSettingProblems(args),
    ],
  };
}

function clusterMissing({ plan, cluster }: FluxPlatformArgs): Problem {
  const names = plan.clusters.map(({ name }) => name);
  return problem(stacksPlatformProblems.clusterNotInPlan, {
    property: 'cluster',
    value: cluster,
    reason: names.length === 0 ? 'the plan has no clusters' : `the plan has ${names.join(', ')}`,
  });
}
