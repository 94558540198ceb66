import type { NamespaceCheckOptions } from './namespace-base-check';
import {
  ClaimsCheck,
  FilesCheck,
  HttpCheck,
  PodCommandCheck,
  ReadyCheck,
  type FilesOptions,
  type HttpOptions,
  type PodCommandOptions,
  type ReadyOptions,
} from './namespace-checks';

/**
 * Checks of restored namespaces, beside those of `Check` that speak SQL, which run in the database of the drill. Names are
 * those of the live system; the drill looks into the namespaces they were restored to.
 */
export const NamespaceCheck = {
  /** Workloads have all their replicas ready. Throws RST602, RST612. */
  ready: (options: ReadyOptions = {}): ReadyCheck => ReadyCheck.of(options),

  /** Claims are there and bound. Throws RST602. */
  claims: (...claims: readonly string[]): ClaimsCheck => ClaimsCheck.of(claims, {}),

  /** The same of a namespace, where several are backed up. Throws RST602, RST612. */
  claimsIn: (options: NamespaceCheckOptions, ...claims: readonly string[]): ClaimsCheck =>
    ClaimsCheck.of(claims, options),

  /** Files of a volume have these checksums, or are so many. Throws RST602, RST603, RST604, RST605, RST609, RST612. */
  files: (options: FilesOptions): FilesCheck => FilesCheck.of(options),

  /** A Service answers over HTTP. Throws RST604, RST609, RST612. */
  http: (service: string, options: HttpOptions): HttpCheck => HttpCheck.of(service, options),

  /** A command in a restored pod exits with 0. Throws RST604, RST609, RST612. */
  command: (options: PodCommandOptions): PodCommandCheck => PodCommandCheck.of(options),
} as const;
