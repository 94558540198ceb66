import { secret, type Input, type Inputs } from '@pulumi/pulumi';
import { FluxPlatform } from '../platform/flux-platform';
import type { SecretValues } from '../plan/secret-values';
import { refuseInputs } from '../problems/refuse-inputs';
import type { StackConfig } from './config';
import { planOfProject } from './plan-of-project';
import { platformSettings } from './platform-settings';
import { stackOfProject } from './stack-name';

/** A stack of kind `platform`: outputs `namespaces` and `fluxInstance`. It reads the stacks `storage` and `cluster`. */
export async function platformStack(config: StackConfig): Promise<Inputs> {
  const settings = platformSettings(config, {
    plan: planOfProject(config),
    kubeconfig: kubeconfigOf(config),
    credentials: await credentialsOf(config),
  });
  refuseInputs('The platform stack', config.problems);
  const platform = new FluxPlatform('platform', settings);
  return { namespaces: platform.namespaces, fluxInstance: platform.fluxInstance };
}

/** From the cluster stack, or from the configuration where the cluster was made by others. */
function kubeconfigOf(config: StackConfig): Input<string> {
  const stack = config.tryText('clusterStack');
  if (stack !== undefined) return stackOfProject(stack).requireOutput('kubeconfig').apply(String);
  return secret(config.trySecret('kubeconfig') ?? config.text('kubeconfig'));
}

/** From the storage stack, if one is named: its values are read before anything is made, to know what is missing. */
async function credentialsOf(config: StackConfig): Promise<SecretValues<string>> {
  const stack = config.tryText('storageStack');
  if (stack === undefined) return {};
  const details = await stackOfProject(stack).getOutputDetails('credentials');
  const clusters =
    ((details.secretValue ?? details.value) as Readonly<Record<string, SecretValues<string>>> | undefined) ??
    {};
  return clusters[config.tryText('cluster') ?? ''] ?? {};
}
