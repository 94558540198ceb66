import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import { SECRET, type PlannedResource } from './planned-resource';

/** How the engine marks a secret in states and in what providers get. */
const SECRET_MARK = '4dabf18193072939515e22adb298388d';

/** Names whose values are secret, whatever they are. */
const SECRET_NAME =
  /(password|secretaccesskey|secretkey|privatekey|private_key|kubeconfig|dockerconfigjson|token)$/i;

/** Texts that are secret, whatever they are called. */
const SECRET_TEXT =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|AGE-SECRET-KEY-1|client-key-data:|_authToken=|^gh[pousr]_[A-Za-z0-9]{20}/;

/** Inputs that hold secrets under other names, by type: user data of servers, and what is in Secrets. */
const SECRET_INPUTS: Readonly<Record<string, readonly string[]>> = {
  'hcloud:index/server:Server': ['userData'],
  'kubernetes:core/v1:Secret': ['data', 'stringData'],
};

/**
 * Values that are secret by their name, their text or their place, and not marked as secret (`RST944`): in inputs, in
 * outputs, and in the outputs of the stack. Values are never shown.
 */
export function clearSecretProblems(resources: readonly PlannedResource[]): Problem[] {
  return resources.flatMap(({ type, name, inputs, outputs = {} }) => {
    const places = [
      ...Object.entries(inputs).flatMap(([key, value]) => {
        return (SECRET_INPUTS[type] ?? []).includes(key) && !isHidden(value)
          ? [key]
          : clearPlaces(key, value);
      }),
      // Providers repeat inputs in outputs: said once.
      ...Object.entries(outputs).flatMap(([key, value]) => (key in inputs ? [] : clearPlaces(key, value))),
    ];
    return places.map((property) =>
      problem(stacksPlatformProblems.secretInClear, {
        path: name,
        property,
        reason: 'it is not marked as secret',
      }),
    );
  });
}

function clearPlaces(key: string, value: unknown): string[] {
  if (isHidden(value)) return [];
  if (typeof value === 'string') return SECRET_NAME.test(key) || SECRET_TEXT.test(value) ? [key] : [];
  if (typeof value !== 'object') return [];
  return Object.entries(value ?? {}).flatMap(([inner, each]) =>
    clearPlaces(inner, each).map((place) => `${key}.${place}`),
  );
}

/** Secret, or nothing that could be read. */
function isHidden(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === SECRET) return true;
  if (typeof value !== 'object') return false;
  return SECRET_MARK in value || (Object.keys(value).length > 0 && Object.values(value).every(isHidden));
}
