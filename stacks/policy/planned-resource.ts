import { fail, stacksPlatformProblems } from '../../lib/core/problems';

/** A resource that is to be made, as far as the policy looks at it. */
export interface PlannedResource {
  /** Type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Name in the program. */
  readonly name: string;
  /** Inputs; what is secret stands there as `SECRET`, or is a map with the engine's mark. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Outputs; of stacks those that everybody can read. @default - not known yet */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

/** What stands for a secret in the output of `pulumi preview --json`. */
export const SECRET = '[secret]';

interface State {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>> | null;
  readonly outputs?: Readonly<Record<string, unknown>> | null;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

/**
 * The resources of `pulumi preview --json`, or of `pulumi stack export`: those that will be there, not those that go.
 *
 * @throws RestorableError `RST939`
 */
export function plannedResources(json: string): readonly PlannedResource[] {
  return statesIn(json).map(({ urn, type, inputs, outputs, protect = false, retainOnDelete = false }) => ({
    type,
    name: urn.split('::').at(-1) ?? '',
    inputs: inputs ?? {},
    ...(outputs !== undefined && outputs !== null && { outputs }),
    protect,
    retainOnDelete,
  }));
}

function statesIn(json: string): readonly State[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  const { steps, deployment } = (value ?? {}) as {
    readonly steps?: readonly { readonly newState?: State }[];
    readonly deployment?: { readonly resources?: readonly State[] };
  };
  // A stack that nothing is in has no list of resources.
  const states =
    steps?.flatMap(({ newState }) => newState ?? []) ?? (deployment && (deployment.resources ?? []));
  return (
    states ??
    fail(stacksPlatformProblems.invalidStackSetting, {
      property: 'preview',
      reason: 'it is neither the output of pulumi preview --json nor of pulumi stack export',
      fix: 'Write it with pulumi preview --json.',
    })
  );
}
