import { operationProblems, problem, RestorableError, type ProblemDefinition } from '../../lib/core/problems';
import { plainText } from '../text-table';

/** What kubectl 1.34 and the API server write, most telling first. */
const CAUSES: readonly (readonly [RegExp, ProblemDefinition])[] = [
  [/\(Forbidden\)|is forbidden:/, operationProblems.clusterAccessDenied],
  [/\(NotFound\)|the server doesn't have a resource type/, operationProblems.clusterObjectMissing],
  [
    /\(Unauthorized\)|must be logged in|unable to connect|connection to the server|connection refused|no such host|i\/o timeout|timed? ?out|deadline exceeded|network is unreachable|x509|tls:|unexpected EOF|ServiceUnavailable|getting credentials|no configuration has been provided|invalid configuration|context .*does not exist|cluster .*does not exist|kubeconfig|^error: stat /i,
    operationProblems.clusterUnreachable,
  ],
];

/** Lines of the log of client-go, which tell the same less clearly (klog header). */
const LOG_LINE = /^[IWEF]\d{4} /;

/** The error of a kubectl that failed. */
export function kubectlRefusal(what: string, stderr: string): RestorableError {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const said = lines.filter((line) => !LOG_LINE.test(line)).at(-1) ?? lines.at(-1) ?? 'it said nothing';
  const [, definition = operationProblems.kubectlFailed] =
    CAUSES.find(([pattern]) => pattern.test(said)) ?? [];
  return new RestorableError([problem(definition, { value: what, reason: plainText(said.trim()) })]);
}

/** Whether an error, of any kind of those above, has a code. */
export function isRefusal(error: unknown, definition: ProblemDefinition): boolean {
  return RestorableError.is(error) && error.problems.some(({ code }) => code === definition.code);
}
