import { join, relative, resolve } from 'node:path';
import { Duration } from '../../lib/core/duration';
import { RestorableError, type Problem } from '../../lib/core/problems';
import type { DrillResult, ProtectionPlan } from '../../lib/plan';
import { rehearse, type RehearsalOptions } from '../../lib/rehearsal';
import { mergePlans } from '../../lib/report';
import { runChecks } from '../../runner/checks';
import { findAppFile, type AppRequest } from '../app-loader/find-app-file';
import { composeProject } from '../compose-project';
import { readSigningKey } from '../evidence/key-files';
import { ExitCode, exitCodeOf } from '../exit-codes';
import type { Host } from '../host';
import { Terminal } from '../terminal';
import type { NamedBucketPlace } from '../store/bucket-place';
import { archiveOf } from './archive-option';
import { chooseProtections, type SkippedProtection } from './choose-protections';
import { DEFAULT_FOLDER, RehearsalEvidence, type KeptEvidence } from './rehearsal-evidence';
import { RehearsalProgress } from './rehearsal-progress';
import { reportRehearsals } from './report-rehearsals';
import { workloadOf } from './workload-option';

/** What is rehearsed, and how. Paths are relative to the current folder. */
export interface RehearseRequest extends AppRequest {
  /** Names of protections. Empty: all that can be rehearsed. */
  readonly protections: readonly string[];
  /** Files of SQL, or one command. Empty: a generated workload. */
  readonly workload: readonly string[];
  /** Bucket of base backups and WAL. @default - a folder that is removed */
  readonly archive?: NamedBucketPlace;
  /** Folder of the evidence. @default - `.restorable/evidence` in the project, which Git does not see */
  readonly evidence?: string;
  /** File of the private key that signs the evidence. @default - a new key that nobody keeps */
  readonly key?: string;
  /** Duration after which one rehearsal is stopped, as text. @default - that of the engine */
  readonly deadline?: string;
}

/** How far rehearsals came. */
interface Course {
  readonly results: DrillResult[];
  /** What ended it early, and records that could not be written. */
  readonly problems: Problem[];
  /** Code to end with, where somebody interrupted it. */
  interruptedBy?: ExitCode;
}

/**
 * Rehearses protections of a project one after the other, keeps and verifies the evidence, and reports all of it. What
 * ended it early does not cost the verdicts before it.
 *
 * Throws RST101, RST201, RST701, RST721, RST730, RST731, RST733, RST801, what composing throws, and what the engine throws at the first one.
 */
export async function rehearseProject(
  request: RehearseRequest,
  host: Host,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { cwd } = host;
  const { folder: project } = findAppFile(request, cwd);
  const workload = workloadOf(request.workload, cwd);
  const deadline = request.deadline === undefined ? undefined : Duration.of(request.deadline).seconds;
  const key = request.key === undefined ? undefined : readSigningKey(request.key, cwd);
  const archive = request.archive === undefined ? undefined : archiveOf(request.archive, host.env);
  const { apps } = await composeProject(request, host);
  const { protections } = mergePlans(apps.map(({ composition }) => composition.plan));
  const { chosen, skipped } = chooseProtections(protections, request.protections);
  const folder = resolve(cwd, request.evidence ?? join(project, DEFAULT_FOLDER));
  const evidence = RehearsalEvidence.open({
    folder,
    shown: request.evidence ?? (relative(cwd, folder) || '.'),
    ignored: request.evidence === undefined,
    ...(key !== undefined && { key }),
  });
  const options = {
    project,
    ...(workload !== undefined && { workload }),
    ...(deadline !== undefined && { deadline }),
    ...(archive !== undefined && { archive }),
  };
  const course = await rehearseAll(chosen, options, evidence, host);
  const kept = await evidence.verify();
  const left = chosen.slice(course.results.length);
  reportRehearsals(
    { ...course, skipped: [...skipped, ...left.map((one) => endedBefore(one, course))], kept },
    host,
    as,
  );
  return codeOf(course, kept);
}

async function rehearseAll(
  protections: readonly ProtectionPlan[],
  options: Pick<RehearsalOptions, 'project' | 'workload' | 'deadline' | 'archive'>,
  evidence: RehearsalEvidence,
  host: Host,
): Promise<Course> {
  const course: Course = { results: [], problems: [] };
  const stop = new AbortController();
  const endWatch = host.onInterrupt((code) => {
    course.interruptedBy = code;
    stop.abort();
  });
  const progress = new RehearsalProgress(Terminal.messages(host));
  try {
    for (const protection of protections) {
      const result = await rehearse({
        ...options,
        protection,
        runChecks: (checks, database) => runChecks(checks, { ...database, place: 'embedded' }),
        signal: stop.signal,
        onProgress: (told) => progress.step(protection.id, told),
      });
      course.results.push(result);
      // Who interrupts a rehearsal wants nothing of it kept.
      const refused = result.reason === 'interrupted' ? undefined : await evidence.append(protection, result);
      if (refused !== undefined) course.problems.push(refused);
      if (stop.signal.aborted) break;
    }
  } catch (error) {
    if (!RestorableError.is(error) || course.results.length === 0) throw error;
    course.problems.push(...error.problems);
  } finally {
    progress.end();
    endWatch();
  }
  return course;
}

function endedBefore({ id }: ProtectionPlan, { interruptedBy }: Course): SkippedProtection {
  return {
    protection: id,
    reason: interruptedBy === undefined ? 'an error ended the command' : 'the command was interrupted',
  };
}

function codeOf({ results, problems, interruptedBy }: Course, kept: KeptEvidence | undefined): ExitCode {
  if (interruptedBy !== undefined) return interruptedBy;
  const isBroken = kept?.findings.some(({ severity }) => severity === 'error') ?? false;
  if (isBroken || results.some(({ verdict }) => verdict === 'failed')) return ExitCode.findings;
  if (problems.length > 0) return exitCodeOf(problems);
  return results.every(({ verdict }) => verdict === 'passed') ? ExitCode.clean : ExitCode.inconclusive;
}
