import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { PlannedResource } from './planned-resource';

/** What must be protected, and what must also outlive its stack: buckets with backups and the keys they are read with. */
const KEPT: Readonly<Record<string, { readonly retained: boolean; readonly holds: string }>> = {
  'aws:s3/bucket:Bucket': { retained: true, holds: 'it holds backups' },
  'aws:kms/key:Key': { retained: true, holds: 'backups cannot be read without it' },
  'hcloud:index/network:Network': { retained: false, holds: 'every server of a cluster is in it' },
  'tls:index/privateKey:PrivateKey': {
    retained: false,
    holds: 'certificates of a cluster are signed with it',
  },
  'random:index/randomPassword:RandomPassword': {
    retained: false,
    holds: 'snapshots of a cluster cannot be restored without its token',
  },
};

/** Resources that must be protected (`protect`, `retainOnDelete`) and are not: `RST943`. */
export function protectionProblems(resources: readonly PlannedResource[]): Problem[] {
  return resources.flatMap(({ type, name, protect, retainOnDelete }) => {
    const kept = KEPT[type];
    if (kept === undefined) return [];
    const missing = [
      ...(protect ? [] : ['protect']),
      ...(kept.retained && !retainOnDelete ? ['retainOnDelete'] : []),
    ];
    return missing.map((property) =>
      problem(stacksPlatformProblems.resourceNotProtected, {
        path: name,
        property,
        value: type,
        reason: kept.holds,
      }),
    );
  });
}
