import { time } from '../lib/report/words';

/** Seconds from which on a fraction tells nothing. */
const LONG = 120;

/** A century, seconds: what is longer is no duration that anybody promised or measured, but may stand in a record. */
const TOO_LONG = 100 * 365 * 24 * 3600;

/** What was measured beside what is promised, for example `1.3 s of 30m`. Seconds. */
export function measuredText(measured: number | undefined, objective: number): string {
  return `${measured === undefined ? 'unknown' : secondsText(measured)} of ${longText(objective)}`;
}

function secondsText(seconds: number): string {
  if (Math.abs(seconds) < 1) return `${Math.round(seconds * 1000)} ms`;
  return seconds < LONG ? `${seconds.toFixed(1)} s` : longText(Math.round(seconds));
}

function longText(seconds: number): string {
  return seconds <= TOO_LONG ? time(seconds) : `${seconds} s`;
}
