import type { Command } from 'commander';
import type { ClusterSession } from '../cluster/cluster-session';
import type { Host } from '../host';
import { withProject, type ProjectOptions } from './command-context';

/** Options of every command that works on a cluster. */
export interface ClusterOptions extends ProjectOptions {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly cluster?: string;
}

/** Adds the options that say which app is meant, and which cluster it runs on. */
export function withCluster(command: Command): Command {
  return withProject(command)
    .option('--context <name>', 'context of kubectl (default: the current one)')
    .option('--kubeconfig <file>', 'file that kubectl reads (default: KUBECONFIG, or ~/.kube/config)');
}

/** The cluster that options name. Loaded only by commands that go there. */
export async function openCluster(
  { context, kubeconfig }: ClusterOptions,
  host: Host,
): Promise<ClusterSession> {
  const { Kubectl } = await import('../cluster/kubectl');
  const { kubectlProcess } = await import('../cluster/kubectl-process');
  const connection = {
    ...(context !== undefined && { context }),
    ...(kubeconfig !== undefined && { kubeconfig }),
  };
  return { kubectl: Kubectl.of(kubectlProcess(host), connection), host, now: () => new Date() };
}

/** Which app and which cluster options and the argument of `withCluster` name. */
export function requestOf(
  project: string | undefined,
  { app, cluster }: ClusterOptions,
): { readonly project?: string; readonly app?: string; readonly cluster?: string } {
  return {
    ...(project !== undefined && { project }),
    ...(app !== undefined && { app }),
    ...(cluster !== undefined && { cluster }),
  };
}
