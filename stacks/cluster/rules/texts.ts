import { problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { readServerArgument, RESERVED_ARGUMENTS } from '../server-arguments';
import { allPools } from './pool-entries';

/** Host with an optional port, or the wildcard. */
const REGISTRY = /^(\*|[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?)$/;

const MIRROR = /^https?:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/;

/** One line: type, key, comment (OpenSSH, authorized_keys). */
const SSH_KEY =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,2}( [ -~]*)?$/;

const HOST = /^[A-Za-z0-9]([-A-Za-z0-9.:]*[A-Za-z0-9])?$/;

const IMAGE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Texts that become lines of files or arguments of programs on a server. */
export function textProblems(settings: ClusterSettings): Problem[] {
  const { registries, sshKeys, api, serverArguments } = settings;
  return [
    ...Object.entries(registries).flatMap(([host, { mirrors = [] }]) => [
      ...unless(REGISTRY.test(host), 'registries', host, 'It is no host of a registry.'),
      ...mirrors.flatMap((url) =>
        unless(MIRROR.test(url), `registries.${host}.mirrors`, url, 'It is no URL of a mirror.'),
      ),
    ]),
    ...sshKeys.flatMap((key, position) =>
      unless(SSH_KEY.test(key.trim()), `sshKeys[${position}]`, undefined, 'It is no public key on one line.'),
    ),
    ...api.hostnames.flatMap((name) =>
      unless(HOST.test(name), 'api.hostnames', name, 'It is no host name or address.'),
    ),
    ...allPools(settings).flatMap(({ property, pool }) =>
      unless(IMAGE.test(pool.image), `${property}.image`, pool.image, 'It is no name or id of an image.'),
    ),
    ...serverArguments.flatMap(argumentProblems),
  ];
}

function argumentProblems(argument: string, position: number): Problem[] {
  const property = `serverArguments[${position}]`;
  const read = readServerArgument(argument);
  if (read === undefined) {
    return unless(false, property, argument, 'It is not of the form --name or --name=value.');
  }
  const setting = RESERVED_ARGUMENTS[read.name];
  if (setting === undefined) return [];
  return [
    problem(stacksProblems.reservedServerArgument, {
      property,
      value: `--${read.name}`,
      reason: `--${read.name} is ${setting}.`,
    }),
  ];
}

function unless(holds: boolean, property: string, value: string | undefined, reason: string): Problem[] {
  if (holds) return [];
  return [problem(stacksProblems.unsafeText, { property, ...(value !== undefined && { value }), reason })];
}
