import type { K3sOptions } from './settings/maintenance';

/** An exact release of k3s. */
export interface K3sRelease {
  readonly minor: number;
  readonly patch: number;
}

const RELEASE = /^v1\.(\d+)\.(\d+)\+k3s\d+$/;

const CHANNEL = /^v1\.(\d+)$/;

/** The exact release a text names; undefined if it names none. */
export function tryParseRelease(text: string): K3sRelease | undefined {
  const match = RELEASE.exec(text);
  return match === null ? undefined : { minor: Number(match[1]), patch: Number(match[2]) };
}

/** The minor of an exact release or of the channel of one minor; undefined for anything else. */
export function tryMinorOf(text: string): number | undefined {
  const match = RELEASE.exec(text) ?? CHANNEL.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** Whether a release is at least `1.minor.patch`. */
export function isAtLeast(release: K3sRelease, minor: number, patch: number): boolean {
  return release.minor > minor || (release.minor === minor && release.patch >= patch);
}

/** The release, or the channel, as text. */
export function k3sVersionText(k3s: K3sOptions): string {
  return 'version' in k3s ? k3s.version : k3s.channel;
}

/** The channel of the minor of a release or channel, along which k3s is upgraded: `v1.35`. */
export function channelOf(k3s: K3sOptions): string {
  const text = k3sVersionText(k3s);
  const minor = tryMinorOf(text);
  return minor === undefined ? text : `v1.${minor}`;
}
