import { Duration } from '../core/duration';
import type { ArchivePlan, DrillPlan, WaivedDrillPlan } from '../plan';

/** Seconds as a short duration, for example `30m`, `1d12h`. */
export function time(seconds: number): string {
  return Duration.seconds(seconds).toShort();
}

/** `1 check`, `2 checks`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Bucket, prefix and server name of an archive, joined as its tool does. */
export function place({ bucket, prefix, serverName }: ArchivePlan): string {
  return [bucket, prefix, serverName].filter((part) => part !== undefined && part !== '').join('/');
}

/** Whether somebody refused the drill. */
export function isWaived(drill: DrillPlan | WaivedDrillPlan): drill is WaivedDrillPlan {
  return 'waived' in drill;
}
