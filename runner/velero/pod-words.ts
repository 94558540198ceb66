import { redactor } from '../checks/redact';
import type { Pod } from '../drill/objects';
import type { DrillPlace } from './drill-place';
import { kindsIn } from './objects';

/** Lines of a log that are quoted, and how long the quotation may be, characters. */
const LINES = 3;
const LONGEST = 300;

/** How long a log may take, milliseconds: without it the finding is the same. */
const TIME = 3000;

/**
 * The last lines of the log of a container, with what looks like a secret left out; with a separator before, empty where
 * there are none. Restored applications get Secrets as variables, so a log is quoted only where none of their containers
 * names any.
 */
export async function lastWordsOf(
  { client }: DrillPlace,
  pod: Pod,
  { container, previous }: { readonly container: string; readonly previous: boolean },
  signal: AbortSignal,
): Promise<string> {
  const { namespace = '', name } = pod.metadata;
  const redact = redactor([]);
  const lines: string[] = [];
  if (
    JSON.stringify(pod.spec ?? {}).includes('"secretKeyRef"') ||
    JSON.stringify(pod.spec ?? {}).includes('"secretRef"')
  )
    return ' (its log is not quoted, it may hold Secrets)';
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME)]);
    const options = { container, previous, tail: LINES };
    for await (const line of client.logs(kindsIn(namespace).pods, name, options, limit))
      lines.push(redact(line));
  } catch {
    signal.throwIfAborted();
  }
  const said = lines.filter((line) => line !== '').join(' / ');
  if (said === '') return '';
  return `; it said last: ${said.length > LONGEST ? `…${said.slice(1 - LONGEST)}` : said}`;
}
