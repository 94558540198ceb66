import { drillProblems, fail } from '../../core/problems';
import type { ApplicationCheckPlan } from '../../plan';
import { BaseCheck, CLUSTER_ONLY, type CheckOptions, type SecretKey } from './base-check';
import { readCommand, readEnv, readImage, secretKeysOf, type Env } from './container';

/** An application that must work on the restored database. */
export interface ApplicationInput extends CheckOptions {
  /** Image of the application. Runs as any user but root, with a read-only root file system and an empty `/tmp`. */
  readonly image: string;
  /** @default - of the image */
  readonly command?: readonly string[];
  /** Its environment. Secrets are properties of `Restored`, or keys of Secrets in the drill namespace. @default - empty */
  readonly env?: Env;
  /** Path that must answer, for example `/healthz`. */
  readonly get: string;
  /** Port the application listens on. @default 8080 */
  readonly port?: number;
  /** Status it must answer with. @default 200 */
  readonly status?: number;
}

/** A pod of the user's image becomes ready beside the restored database and answers over HTTP. */
export class ApplicationCheck extends BaseCheck {
  /** Throws RST101, RST609, RST610, RST612. */
  static of(input: ApplicationInput): ApplicationCheck {
    return new ApplicationCheck(input, {
      image: readImage(input.image),
      ...(input.command !== undefined && { command: readCommand(input.command) }),
      env: readEnv(input.env),
      http: {
        path: readPath(input.get),
        port: readNumber('port', input.port ?? 8080, 1, 65_535),
        status: readNumber('status', input.status ?? 200, 100, 599),
      },
    });
  }

  readonly runsIn = CLUSTER_ONLY;

  private constructor(
    options: CheckOptions,
    private readonly application: Pick<ApplicationCheckPlan, 'image' | 'command' | 'env' | 'http'>,
  ) {
    super(`application answers ${application.http.path}`, '5m', options);
  }

  override get readsData(): boolean {
    return true;
  }

  override get needsPod(): boolean {
    return true;
  }

  override get secretKeys(): readonly SecretKey[] {
    return secretKeysOf(this.application.env);
  }

  override plan(): ApplicationCheckPlan {
    return { ...this.base, kind: 'application', ...this.application };
  }
}

function readPath(path: string): string {
  if (!/^\/[^\s#]*$/.test(path)) {
    fail(drillProblems.invalidContainer, {
      property: 'get',
      value: path,
      reason: 'it is not a path that starts with /',
    });
  }
  return path;
}

function readNumber(property: string, number: number, least: number, most: number): number {
  if (!Number.isInteger(number) || number < least || number > most) {
    fail(drillProblems.invalidContainer, {
      property,
      value: number,
      reason: `it is not a whole number from ${least} to ${most}`,
    });
  }
  return number;
}
