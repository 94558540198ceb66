import { drillProblems, fail } from '../../core/problems';
import type { ApplicationCheckPlan } from '../../plan';
import { BaseCheck, CLUSTER_ONLY, type CheckOptions, type SecretKey } from './base-check';
import { secretKeysOf } from './container';
import {
  readContainer,
  readExpectedText,
  readNumber,
  type ContainerInput,
  type ContainerPart,
} from './container-input';

/** An application that must work on the restored database. */
export interface ApplicationInput extends ContainerInput {
  /** Path that must answer, for example `/healthz`. */
  readonly get: string;
  /** Port the application listens on. @default 8080 */
  readonly port?: number;
  /** Status it must answer with. @default 200 */
  readonly status?: number;
  /** Text the body of the answer must contain. @default - any body */
  readonly contains?: string;
}

/**
 * A pod of the user's image becomes ready beside the restored database and answers over HTTP. It is asked again and again
 * until it does: here the timeout is part of what is asserted, so an application that runs and does not answer in time
 * fails the check.
 */
export class ApplicationCheck extends BaseCheck {
  /** Throws RST101, RST104, RST604, RST609, RST610, RST612. */
  static of(input: ApplicationInput): ApplicationCheck {
    return new ApplicationCheck(input, {
      ...readContainer(input),
      http: {
        path: readPath(input.get),
        port: readNumber('port', input.port ?? 8080, 1, 65_535),
        status: readNumber('status', input.status ?? 200, 100, 599),
        ...(input.contains !== undefined && { contains: readExpectedText('contains', input.contains) }),
      },
    });
  }

  readonly runsIn = CLUSTER_ONLY;

  private constructor(
    options: CheckOptions,
    private readonly application: ContainerPart & Pick<ApplicationCheckPlan, 'http'>,
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
