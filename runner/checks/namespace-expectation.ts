import type { NamespaceCheckPlan } from '../../lib/plan';
import { expectationText } from './expectation';
import { listed } from './finding';

/** What has to be in a restored namespace, for people. */
export function expectedInNamespace(plan: NamespaceCheckPlan): string {
  switch (plan.kind) {
    case 'namespace.ready':
      return plan.workloads.length === 0
        ? 'every restored workload is ready'
        : `ready: ${listed(plan.workloads)}`;
    case 'namespace.claims':
      return `bound: ${listed(plan.claims)}`;
    case 'namespace.files': {
      const { folder, checksums, count } = plan;
      const parts = [
        ...(checksums.length === 0 ? [] : [`${checksums.length} files with their checksums`]),
        ...(count === undefined ? [] : [`${expectationText(count)} files`]),
      ];
      return `in ${folder}: ${parts.length === 0 ? 'files' : parts.join(', ')}`;
    }
    case 'namespace.http':
      return `${plan.service} answers ${plan.path} with ${plan.status}${quoted(' and ', plan.contains)}`;
    case 'namespace.command':
      return `the command ends with exit code 0${quoted(' and prints ', plan.prints)}`;
  }
}

function quoted(before: string, text: string | undefined): string {
  return text === undefined ? '' : `${before}${JSON.stringify(text)}`;
}
