import { InputPropertiesError, type Inputs } from '@pulumi/pulumi';
import { RestorableError } from '../../lib/core/problems';
import { plainRefusal } from '../problems/plain-refusal';
import { refuseInputs } from '../problems/refuse-inputs';
import type { StackConfig } from './config';

/**
 * Kinds of stacks. They share a project and nothing else: each has a state of its own, and destroying one does not touch the
 * others. A kind loads what it needs only when it is run.
 */
const KINDS = {
  storage: async (config: StackConfig): Promise<Inputs> =>
    (await import('./storage-stack')).storageStack(config),
  cluster: async (config: StackConfig): Promise<Inputs> =>
    (await import('./cluster-stack')).clusterStack(config),
  platform: async (config: StackConfig): Promise<Inputs> =>
    (await import('./platform-stack')).platformStack(config),
} as const;

/**
 * Runs the stack of the kind that the configuration names, and returns its outputs. What the catalogue knows is shown as it
 * is, without the text of the program around it.
 *
 * @throws ResourceError with all problems
 */
export async function runStack(config: StackConfig): Promise<Inputs> {
  try {
    const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
    const kind = config.tryOneOf('kind', kinds) ?? config.text('kind');
    refuseInputs('The stack', config.problems);
    return { kind, ...(await KINDS[kind as keyof typeof KINDS](config)) };
  } catch (error) {
    if (!InputPropertiesError.isInstance(error) && !RestorableError.is(error)) throw error;
    throw plainRefusal(error.message);
  }
}
