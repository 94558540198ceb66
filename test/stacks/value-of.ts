import { isSecret, output, type Input } from '@pulumi/pulumi';

/** What an input holds, and whether it is secret. */
export async function valueOf<T>(input: Input<T>): Promise<{ readonly value: T; readonly secret: boolean }> {
  const held = output(input);
  const value = await new Promise<T>((resolve) => {
    held.apply((known) => resolve(known as T));
  });
  return { value, secret: await isSecret(held) };
}
