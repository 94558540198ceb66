import { Command, Logging } from '@pulumi/command/local';
import { getRootDirectory, type Output, type Resource } from '@pulumi/pulumi';
import { resolve } from 'node:path';

/** The text comes by standard input, so that it stands in no argument and no environment. */
const WRITE = 'umask 077 && mkdir -p "$(dirname "$FILE")" && rm -f "$FILE" && cat > "$FILE"';

/**
 * Keeps a file of mode 0600 with a secret text, on the machine that runs Pulumi. It goes with the stack.
 *
 * @param path relative to the folder of Pulumi.yaml: providers run in that of the program, which a build may delete
 */
export function secretFile(name: string, path: string, text: Output<string>, parent: Resource): Command {
  return new Command(
    name,
    {
      create: WRITE,
      delete: 'rm -f "$FILE"',
      environment: { FILE: resolve(getRootDirectory(), path) },
      stdin: text,
      logging: Logging.None,
      addPreviousOutputInEnv: false,
    },
    { parent },
  );
}
