import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { cliProblems, fail, problem, RestorableError } from '../../lib/core/problems';
import type { Host } from '../host';

/** How a document is encrypted. */
export interface Encryption {
  /** Root of the repository: sops looks for its `.sops.yaml` there. */
  readonly repository: string;
  /** The file that the result is for, below the root: creation rules of `.sops.yaml` go by it. */
  readonly file: string;
  /** Public keys of age to encrypt for; with none, the creation rules say for whom, else they are not looked at. */
  readonly recipients: readonly string[];
  /** Values that must not be repeated, whatever sops says. */
  readonly hidden: readonly string[];
}

/** Encrypts the values of a Secret with sops, and nothing else of it. Throws RST713 and RST714. */
export async function encrypt(
  secret: object,
  { repository, file, recipients, hidden }: Encryption,
  env: Host['env'],
): Promise<string> {
  const { status, stdout, stderr } = await sops(
    [
      // With a .sops.yaml that has no rule for the file, sops refuses even where it is told for whom (3.13, seen).
      ...(recipients.length === 0 ? [] : ['--config', devNull]),
      // Without a file sops reads standard input (3.13, seen); `/dev/stdin` cannot be opened where it is a socket.
      'encrypt',
      ...['--encrypted-regex', '^(data|stringData)$'],
      ...['--input-type', 'json', '--output-type', file.endsWith('.json') ? 'json' : 'yaml'],
      ...['--filename-override', file],
      ...(recipients.length === 0 ? [] : ['--age', recipients.join(',')]),
    ],
    { folder: repository, input: JSON.stringify(secret), env },
  );
  if (status === 0) return stdout;
  const said = hidden.reduce((text, value) => text.replaceAll(value, '…'), stderr).trim();
  return fail(cliProblems.sopsFailed, {
    value: file,
    reason: `exit code ${status ?? 'none'}: ${said || 'it said nothing'}`,
  });
}

interface Ended {
  /** Exit code; null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The document goes through a pipe: arguments and files could be read by others. */
function sops(
  args: readonly string[],
  { folder, input, env }: { readonly folder: string; readonly input: string; readonly env: Host['env'] },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('sops', args, { cwd: folder, env: { ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const reason = `it cannot be started: ${error.code ?? 'unknown'}`;
      reject(new RestorableError([problem(cliProblems.sopsNotFound, { reason })], { cause: error }));
    });
    child.on('close', (status) => resolve({ status, ...output }));
    // A program that ends before it has read everything says why by its exit code.
    child.stdin.on('error', () => undefined).end(input);
  });
}
