import { Command, Logging } from '@pulumi/command/local';
import type { Output, Resource } from '@pulumi/pulumi';

/** The text comes by standard input, so that it stands in no argument and no environment. */
const WRITE = 'umask 077 && mkdir -p "$(dirname "$FILE")" && rm -f "$FILE" && cat > "$FILE"';

/** Keeps a file of mode 0600 with a secret text, on the machine that runs Pulumi. It goes with the stack. */
export function secretFile(name: string, path: string, text: Output<string>, parent: Resource): Command {
  return new Command(
    name,
    {
      create: WRITE,
      delete: 'rm -f "$FILE"',
      environment: { FILE: path },
      stdin: text,
      logging: Logging.None,
      addPreviousOutputInEnv: false,
    },
    { parent },
  );
}
