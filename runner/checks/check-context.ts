import type { ConnectionOptions } from 'node:tls';
import type {
  ApplicationCheckPlan,
  CheckPlace,
  CommandCheckPlan,
  NamespaceCheckPlan,
  WitnessPlan,
} from '../../lib/plan';
import type { Finding } from './finding';

/** Where the restored database listens, and the superuser that checks connect as. */
export interface DatabaseAddress {
  /** A host, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** @default - none: the server trusts whoever reaches it */
  readonly password?: string;
  /** TLS, for example `{ ca }`. @default - none */
  readonly ssl?: ConnectionOptions;
}

/** Runs the checks that need a container beside the restored database. */
export interface ContainerExecutor {
  /**
   * Carries one check out and removes what it made for it. Throws a CheckImpossible where nothing can be said about the
   * database.
   *
   * @param signal aborted when the time of the check is over, or the drill ends early
   */
  run(plan: ApplicationCheckPlan | CommandCheckPlan, signal: AbortSignal): Promise<Finding>;
}

/** Carries out the checks on a restored namespace. */
export interface NamespaceExecutor {
  /**
   * Carries one check out. Throws a CheckImpossible where nothing can be said about what was restored.
   *
   * @param signal aborted when the time of the check is over, or the drill ends early
   */
  run(plan: NamespaceCheckPlan, signal: AbortSignal): Promise<Finding>;
}

/** What checks are given. */
export interface CheckContext {
  /** Checks that do not run here are not run. */
  readonly place: CheckPlace;
  /** How to connect to the restored database. @default - there is none: checks of it are not run */
  readonly address?: DatabaseAddress;
  /**
   * The moment its data should be of, RFC 3339: the disaster, the begin of the drill, or the point in time restored to.
   * Ages are measured from it.
   */
  readonly asOf: string;
  /** When the newest restored WAL segment was archived, RFC 3339. @default - unknown */
  readonly archivedAt?: string;
  /** When the newest commit that recovery replayed was made, RFC 3339. @default - asked of the server, which forgets it when it is restarted */
  readonly lastCommitAt?: string;
  /** @default - the protection has none */
  readonly witness?: WitnessPlan;
  /** @default - none: these checks are not run */
  readonly containers?: ContainerExecutor;
  /** @default - no namespace was restored: these checks are not run */
  readonly namespace?: NamespaceExecutor;
  /** Texts that must never be in a result; the password of the address is always among them. @default - no others */
  readonly secrets?: readonly string[];
  /** Aborted where the drill ends early. */
  readonly signal: AbortSignal;
}
