import type { Weekday } from '../../../lib/core';

/** Which k3s is installed: an exact release, or the newest of a minor's channel at the time a server boots. */
export type K3sOptions =
  | {
      /** Exact release, for example `v1.35.5+k3s1`. */
      readonly version: string;
      /** SHA-256 of the binaries, in hex. @default - those that the release publishes beside them */
      readonly sha256?: { readonly amd64?: string; readonly arm64?: string };
    }
  | {
      /** Channel of one minor, for example `v1.35`. Servers made at different times may differ. */
      readonly channel: string;
    };

/** What is upgraded without being asked. */
export interface UpgradeOptions {
  /** k3s, by the system upgrade controller, along the channel of its minor. @default false */
  readonly k3s?: boolean;
  /** Packages of the operating system; a reboot they need is done by kured in its window. @default false */
  readonly os?: boolean;
}

/** Upgrades, defaults filled in. */
export interface UpgradeSettings {
  readonly k3s: boolean;
  readonly os: boolean;
}

/** When kured may reboot a node. One node at a time. */
export interface RebootWindowOptions {
  /** @default - every day */
  readonly days?: readonly Weekday[];
  /** `HH:MM`. @default '00:00' */
  readonly start?: string;
  /** `HH:MM`, after the start. @default '23:59' */
  readonly end?: string;
  /** Name in the time zone database. @default 'UTC' */
  readonly timeZone?: string;
}

/** The reboot window, defaults filled in. */
export interface RebootWindow {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
}

/** A container registry that is reached by mirrors or with a login. */
export interface RegistryOptions {
  /** Addresses asked first, in this order. @default - none */
  readonly mirrors?: readonly string[];
  /** Whether nodes log in; user name and password are handed over with the secrets. @default false */
  readonly login?: boolean;
}
