import { secret, type Input, type Output } from '@pulumi/pulumi';
import type { RecoveryPlan } from '../../lib/plan';
import { mergedValues, type SecretValues } from '../plan/secret-values';
import type {
  FluxDistribution,
  FluxOperatorInstallation,
  FluxPlatformArgs,
  RegistryAccount,
} from '../platform/flux-platform-args';
import type { StackConfig } from './config';

/** What a platform stack gets from other stacks. */
export interface PlatformSources {
  readonly plan: RecoveryPlan;
  readonly kubeconfig: Input<string>;
  /** Values of Secrets from the storage stack, by place. */
  readonly credentials: SecretValues<string>;
}

/**
 * Arguments of the platform from the configuration of a stack of kind `platform`. Values of Secrets from the configuration
 * win over those of the storage stack. Problems are gathered in the configuration.
 */
export function platformSettings(config: StackConfig, sources: PlatformSources): FluxPlatformArgs {
  const optional = {
    uptraceDsn: trySecret(config, 'uptraceDsn'),
    gitToken: trySecret(config, 'gitToken'),
    imageAutomationToken: trySecret(config, 'imageAutomationToken'),
    registry: registryAccount(config),
  };
  const pullSecret = config.tryText('gitPullSecret');
  const deleteDataOf = config.tryText('deleteDataOf');
  const wholeCluster = config.tryFlag('wholeCluster');
  return {
    cluster: config.text('cluster'),
    plan: sources.plan,
    kubeconfig: sources.kubeconfig,
    sync: {
      url: config.text('gitUrl'),
      ref: config.tryText('gitRef') ?? 'refs/heads/main',
      path: config.text('gitPath'),
      ...(pullSecret !== undefined && { pullSecret }),
    },
    secrets: mergedValues(sources.credentials, config.secretsByPlace('secrets')),
    namespaces: config.texts('namespaces'),
    runtimeInfo: config.textsByName('runtimeInfo'),
    operator: operatorInstallation(config),
    flux: fluxDistribution(config),
    teardown: {
      ...(deleteDataOf !== undefined && { deleteDataOf }),
      ...(wholeCluster !== undefined && { wholeCluster }),
    },
    ...(optional.uptraceDsn !== undefined && { uptraceDsn: optional.uptraceDsn }),
    ...(optional.gitToken !== undefined && { gitToken: optional.gitToken }),
    ...(optional.imageAutomationToken !== undefined && {
      imageAutomationToken: optional.imageAutomationToken,
    }),
    ...(optional.registry !== undefined && { registry: optional.registry }),
  };
}

function trySecret(config: StackConfig, key: string): Output<string> | undefined {
  const text = config.trySecret(key);
  return text === undefined ? undefined : secret(text);
}

function registryAccount(config: StackConfig): RegistryAccount | undefined {
  const token = trySecret(config, 'registryToken');
  if (token === undefined) return undefined;
  const host = config.tryText('registryHost');
  return { username: config.text('registryUsername'), token, ...(host !== undefined && { host }) };
}

function operatorInstallation(config: StackConfig): FluxOperatorInstallation {
  if (config.tryOneOf('fluxOperator', ['chart', 'installed']) === 'installed') return { kind: 'installed' };
  const repository = config.tryText('fluxOperatorChart');
  const version = config.tryText('fluxOperatorVersion');
  return {
    kind: 'chart',
    ...(repository !== undefined && { repository }),
    ...(version !== undefined && { version }),
  };
}

function fluxDistribution(config: StackConfig): FluxDistribution {
  const version = config.tryText('fluxVersion');
  const registry = config.tryText('fluxRegistry');
  const size = config.tryOneOf('fluxSize', ['small', 'medium', 'large']);
  return {
    ...(version !== undefined && { version }),
    ...(registry !== undefined && { registry }),
    ...(size !== undefined && { size }),
  };
}
