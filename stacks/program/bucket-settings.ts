import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { BucketLock, BucketSettings, ReplicaSettings } from '../storage/bucket-settings';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings of one bucket from configuration, where nothing is typed. What is no setting, or no value of one, is told
 * (`RST939`) and left out. Numbers are looked at where the bucket is designed.
 *
 * @param path where the settings stand
 */
export function readBucketSettings(
  settings: Settings,
  path: string,
): { readonly value: BucketSettings; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const wrong = (property: string, value: unknown, fix: string): void => {
    problems.push(
      problem(stacksPlatformProblems.invalidStackSetting, {
        path,
        property,
        value,
        reason: 'it is no such setting',
        fix,
      }),
    );
  };
  const { encryption, lock, oldVersions, replica, ...unknown } = settings;
  for (const [key, value] of Object.entries(unknown)) {
    wrong(key, value, 'Settings are encryption, lock, oldVersions and replica.');
  }
  const isEncryption = encryption === 'kms' || encryption === 'aes256';
  if (encryption !== undefined && !isEncryption) wrong('encryption', encryption, 'Write kms or aes256.');
  if (oldVersions !== undefined && typeof oldVersions !== 'number') {
    wrong('oldVersions', oldVersions, 'Write a number of days.');
  }
  const itsLock = readLock(lock, 'lock', wrong);
  const itsReplica = readReplica(replica, wrong);
  return {
    value: {
      ...(isEncryption && { encryption }),
      ...(itsLock !== undefined && { lock: itsLock }),
      ...(typeof oldVersions === 'number' && { oldVersions }),
      ...(itsReplica !== undefined && { replica: itsReplica }),
    },
    problems,
  };
}

type Wrong = (property: string, value: unknown, fix: string) => void;

function readLock(value: unknown, property: string, wrong: Wrong): BucketLock | 'none' | undefined {
  if (value === undefined || value === 'none') return value;
  const { mode, days } = isMap(value) ? value : {};
  if ((mode === 'GOVERNANCE' || mode === 'COMPLIANCE') && typeof days === 'number') return { mode, days };
  wrong(property, value, 'Write none, or a mode (GOVERNANCE or COMPLIANCE) and days.');
  return undefined;
}

function readReplica(value: unknown, wrong: Wrong): ReplicaSettings | undefined {
  if (value === undefined) return undefined;
  const { region, bucket, lock } = isMap(value) ? value : {};
  if (typeof region !== 'string' || (bucket !== undefined && typeof bucket !== 'string')) {
    wrong('replica', value, 'Write a region, and if wanted a bucket and a lock.');
    return undefined;
  }
  const itsLock = readLock(lock, 'replica.lock', wrong);
  return { region, ...(bucket !== undefined && { bucket }), ...(itsLock !== undefined && { lock: itsLock }) };
}

function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
