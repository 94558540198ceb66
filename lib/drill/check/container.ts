import { drillProblems, fail, type ProblemDefinition } from '../../core/problems';
import type { EnvPlan, EnvValuePlan } from '../../plan';
import type { SecretKey } from './base-check';
import type { RestoredText } from './restored';

/** A value of an environment variable: a literal, what is known of the restored database, or a key of a Secret. */
export type EnvValue = string | RestoredText | SecretKey;

/** Environment of a check's container. */
export type Env = Readonly<Record<string, EnvValue>>;

/**
 * An image reference: an optional registry with a port, a path in lower case, a tag, a digest (distribution
 * specification; github.com/distribution/reference).
 */
const IMAGE =
  /^(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** Names Kubernetes accepts everywhere; newer versions accept more (Kubernetes 1.34, "EnvVar"). */
const VARIABLE = /^[-._A-Za-z][-._A-Za-z0-9]*$/;

/** Names whose value is a secret whatever it is. */
const SECRET_NAME = /(?:password|passwd|passphrase|secret|token|private_?key|api_?key|access_?key)$/i;

/** A URL with a password in it. */
const SECRET_VALUE = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** Refuses what is no image reference. Throws the problem given. */
export function readImage(
  image: string,
  definition: ProblemDefinition = drillProblems.invalidContainer,
): string {
  if (!IMAGE.test(image))
    fail(definition, { property: 'image', value: image, reason: 'it is not an image reference' });
  return image;
}

/** Reads a command line. Throws RST609. */
export function readCommand(command: readonly string[]): readonly string[] {
  if (command[0] === undefined || command[0] === '') {
    fail(drillProblems.invalidContainer, {
      property: 'command',
      value: command,
      reason: 'there is no program to run',
    });
  }
  return command;
}

/** Reads an environment, sorted by name. Throws RST609, RST610. */
export function readEnv(env: Env = {}): readonly EnvPlan[] {
  return Object.entries(env)
    .map(([name, value]) => ({ name: readVariable(name), value: readValue(name, value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The Secrets an environment refers to. */
export function secretKeysOf(env: readonly EnvPlan[]): readonly SecretKey[] {
  return env.flatMap(({ value }) => ('secret' in value ? [{ secret: value.secret, key: value.key }] : []));
}

function readVariable(name: string): string {
  if (!VARIABLE.test(name)) {
    fail(drillProblems.invalidContainer, {
      property: 'env',
      value: name,
      reason: 'it is not a name of a variable',
    });
  }
  return name;
}

function readValue(name: string, value: EnvValue): EnvValuePlan {
  if (typeof value !== 'string') {
    if ('parts' in value) return { parts: value.parts };
    if (value.secret === '' || value.key === '') {
      fail(drillProblems.invalidContainer, {
        property: `env.${name}`,
        reason: 'the name or the key of the Secret is empty',
      });
    }
    return { secret: value.secret, key: value.key };
  }
  if ((SECRET_NAME.test(name) && value !== '') || SECRET_VALUE.test(value)) {
    // The value itself is kept out of the report.
    fail(drillProblems.literalSecret, { property: `env.${name}`, reason: 'its value is written in code' });
  }
  return { parts: [{ literal: value }] };
}
