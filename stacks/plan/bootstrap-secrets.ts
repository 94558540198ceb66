import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { RecoveryPlan, RequiredSecret } from '../../lib/plan';
import { placeOf, valuesFor, type SecretValues } from './secret-values';

/** A Secret that the platform stack makes. */
export interface BootstrapSecret<V> {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Values by key of the Secret; those that the plan knows are plain text. */
  readonly data: Readonly<Record<string, V | string>>;
}

/** The Secrets of a cluster that the platform stack makes, and what is wrong with what it is given. */
export interface BootstrapSecrets<V> {
  readonly secrets: readonly BootstrapSecret<V>[];
  readonly problems: readonly Problem[];
}

/**
 * The Secrets that the platform stack makes for a cluster: those whose source is `bootstrap` and that are not handed over to
 * Git. Every value that is missing (`RST933`), that differs from the plan (`RST934`) or that nobody needs (`RST935`) is told.
 *
 * @param values what is given; compared with the plan where it is text already
 */
export function bootstrapSecrets<V>(
  plan: RecoveryPlan,
  cluster: string,
  values: SecretValues<V>,
): BootstrapSecrets<V> {
  const required = plan.requiredSecrets.filter((secret) => secret.cluster === cluster);
  const made = required.filter(isMade);
  return {
    secrets: made.map((secret) => filled(secret, valuesFor(values, secret))),
    problems: [...made.flatMap((secret) => wrongValues(secret, values)), ...unused(required, values)],
  };
}

function isMade({ source }: RequiredSecret): boolean {
  return source.kind === 'bootstrap' && source.handedOverTo === undefined;
}

function filled<V>(secret: RequiredSecret, given: Readonly<Record<string, V>>): BootstrapSecret<V> {
  const { namespace, name, type } = secret;
  const data = secret.keys.flatMap(({ key, holds, expected }) => {
    const value = expected ?? given[holds];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { namespace, name, type, data: Object.fromEntries(data) };
}

function wrongValues<V>(secret: RequiredSecret, values: SecretValues<V>): Problem[] {
  const given = valuesFor(values, secret);
  const place = placeOf(secret);
  return secret.keys.flatMap(({ key, holds, expected }) => {
    const value = given[holds];
    const at = { path: `secrets["${place}"]`, property: holds };
    if (value === undefined || value === '') {
      if (expected !== undefined) return [];
      return [
        problem(stacksPlatformProblems.secretNotGiven, {
          ...at,
          reason: `the Secret '${place}' of the cluster ${secret.cluster} needs it in its key '${key}' (used by ${secret.usedBy.join(', ')})`,
          fix: `Give it: pulumi config set --secret --path 'secrets["${place}"].${holds}'.`,
        }),
      ];
    }
    // The value is not shown: it may be a secret that was put into the wrong place.
    if (expected === undefined || typeof value !== 'string' || value === expected) return [];
    return [
      problem(stacksPlatformProblems.unexpectedSecretValue, {
        ...at,
        reason: `the plan expects '${expected}' in the key '${key}' of the Secret '${place}'`,
      }),
    ];
  });
}

function unused<V>(required: readonly RequiredSecret[], values: SecretValues<V>): Problem[] {
  return Object.entries(values).flatMap(([place, given]) => {
    const meant = required.filter((secret) => placeOf(secret) === place || `*/${secret.name}` === place);
    const made = meant.filter(isMade);
    if (made.length === 0) return [notNeeded(place, undefined, whyNotMade(meant))];
    const known = new Set(made.flatMap(({ keys }) => keys.map(({ holds }) => holds)));
    return Object.keys(given)
      .filter((holds) => !known.has(holds))
      .map((holds) => notNeeded(place, holds, 'no key of the Secret holds it'));
  });
}

function whyNotMade(meant: readonly RequiredSecret[]): string {
  const [first] = meant;
  if (first === undefined) return 'the plan lists no such Secret for this cluster';
  return first.source.kind === 'bootstrap'
    ? `the Secret is handed over to '${first.source.handedOverTo ?? ''}' in Git`
    : `the Secret comes from elsewhere (${first.source.kind})`;
}

function notNeeded(place: string, property: string | undefined, reason: string): Problem {
  return problem(stacksPlatformProblems.secretValueUnused, {
    path: `secrets["${place}"]`,
    ...(property !== undefined && { property }),
    reason,
  });
}
