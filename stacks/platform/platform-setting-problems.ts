import { DnsLabel } from '../../lib/core/names';
import { problem, RestorableError, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import { isExactVersion } from '../policy/exact-version';
import type { FluxPlatformArgs } from './flux-platform-args';

/** What a repository of charts may be (Helm, OCI registries). */
const CHART = /^oci:\/\/[\w.-]+(:\d+)?(\/[\w.-]+)+$/;

/** What Flux can read a repository by (source-controller, GitRepository `spec.url`). */
const REPOSITORY = /^(https?|ssh):\/\/\S+$/;

/** What is wrong with the settings of a platform, apart from its Secrets: `RST105`, `RST939`, `RST942`, `RST946`. */
export function platformSettingProblems(args: FluxPlatformArgs): Problem[] {
  return [...settingProblems(args)];
}

function* settingProblems(args: FluxPlatformArgs): Generator<Problem> {
  const { sync, operator, flux, teardown, cluster, apiTimeout, namespaces = [] } = args;
  for (const name of namespaces) yield* nameProblems(name);
  if (!REPOSITORY.test(sync.url)) {
    yield invalid('sync.url', sync.url, 'Flux reads repositories by https:// or ssh://');
  }
  if (!sync.ref.startsWith('refs/')) {
    yield invalid('sync.ref', sync.ref, 'it is no full reference, such as refs/heads/main');
  }
  if (sync.path === '' || sync.path.startsWith('/') || sync.path.split('/').includes('..')) {
    yield invalid('sync.path', sync.path, 'it is no folder in the repository');
  }
  if (flux?.version !== undefined) yield* versionProblems('flux.version', flux.version);
  if (operator?.kind === 'chart') {
    if (operator.version !== undefined) yield* versionProblems('operator.version', operator.version);
    if (operator.repository !== undefined && !CHART.test(operator.repository)) {
      yield invalid('operator.repository', operator.repository, 'it is no chart in an OCI registry');
    }
  }
  if (apiTimeout !== undefined && !(apiTimeout > 0)) {
    yield invalid('apiTimeout', apiTimeout, 'it is no number of seconds above 0');
  }
  const { deleteDataOf } = teardown ?? {};
  if (deleteDataOf !== undefined && deleteDataOf !== cluster) {
    yield problem(stacksPlatformProblems.deletionNamesAnotherCluster, {
      property: 'teardown.deleteDataOf',
      value: deleteDataOf,
      reason: `this is the platform of ${cluster}`,
    });
  }
}

function nameProblems(name: string): readonly Problem[] {
  try {
    DnsLabel.of(name);
    return [];
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return error.problems.map((found) => ({ ...found, path: 'namespaces' }));
  }
}

function* versionProblems(property: string, version: string): Generator<Problem> {
  if (isExactVersion(version)) return;
  yield problem(stacksPlatformProblems.versionNotPinned, {
    property,
    value: version,
    reason: 'it is no exact version',
  });
}

function invalid(property: string, value: unknown, reason: string): Problem {
  return problem(stacksPlatformProblems.invalidStackSetting, { property, value, reason });
}
