import { describe, expect, it } from '@jest/globals';
import { ResourceError } from '@pulumi/pulumi';
import { runStack } from '../../../stacks/program/run-stack';
import { configOf } from './config-of';

async function refusal(values: Readonly<Record<string, unknown>>): Promise<ResourceError> {
  try {
    await runStack(configOf(values));
  } catch (error) {
    if (ResourceError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the program of a stack', () => {
  it('RST939: must be told which kind of stack it is', async () => {
    expect((await refusal({})).message).toContain('pulumi config set kind');
    const { message, hideStack } = await refusal({ kind: 'everything' });
    expect(message).toMatch(/RST939[^]*storage/);
    expect(message).toContain('platform');
    expect(hideStack).toBe(true);
  });

  it('RST930: needs a plan', async () => {
    expect((await refusal({ kind: 'storage', plan: '/nowhere/recovery-plan.json' })).message).toContain(
      'RST930',
    );
  });
});
