import { CHECK_CONTAINER, type ContainerCheckPlan } from '../../lib/drill/site/check-pod';
import { redactor } from '../checks/redact';
import { podsOf, type CheckPlace } from './check-place';
import { isRunning, type Pod } from './pod';

/** Lines of a log that are quoted, and how long the quotation may be, characters. */
const LINES = 4;
const LONGEST = 400;

/** How long a log may take, milliseconds: without it the finding is the same. */
const TIME = 300;

/** What is needed to quote a log. */
export interface LogSource {
  readonly place: CheckPlace;
  readonly check: ContainerCheckPlan;
  /** What the container was told of the restored database and must not stand in a result. */
  readonly secrets: readonly string[];
}

/**
 * The last lines of the log of a container that ended, or of the one that runs; with a space before, empty where there are
 * none. A log is not quoted where the container was given Secrets that the runner cannot read: it could not find their
 * values in it.
 */
export async function lastWords(
  { place, check, secrets }: LogSource,
  pod: Pod,
  ended: boolean,
): Promise<string> {
  if (check.env.some(({ value }) => 'secret' in value))
    return ' (its log is not quoted, it may hold Secrets)';
  const { client, namespace } = place;
  const options = { container: CHECK_CONTAINER, previous: ended && isRunning(pod), tail: LINES };
  const redact = redactor(secrets);
  const lines: string[] = [];
  try {
    const signal = AbortSignal.timeout(TIME);
    for await (const line of client.logs(podsOf(namespace), pod.metadata.name, options, signal))
      lines.push(redact(line));
  } catch {
    // Said without it.
  }
  const said = lines.filter((line) => line !== '').join(' / ');
  if (said === '') return '';
  return `; it said last: ${said.length > LONGEST ? `…${said.slice(1 - LONGEST)}` : said}`;
}
