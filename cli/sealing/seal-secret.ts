import { join, relative } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import { inspectSealedFile } from '../../lib/storage/sops/sealed-file';
import type { ComposedApp } from '../app-loader';
import type { Host } from '../host';
import { writeFile } from '../write-file';
import { fillContract } from './fill-contract';
import { findContract, type SecretRequest } from './find-contract';
import { readValues, type ValueSources } from './secret-values';
import { encrypt } from './sops';

/** A Secret that was sealed. */
export interface SealedSecret {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  /** The file that holds it, relative to the current folder. */
  readonly file: string;
  readonly keys: readonly string[];
}

/**
 * Encrypts a Secret of the contract into the file that the composition reads. The file is written only once it is certain
 * that every value in it is encrypted. Throws RST710–RST714 and RST721.
 */
export async function sealSecret(
  apps: readonly ComposedApp[],
  request: SecretRequest & ValueSources & { readonly recipients: readonly string[] },
  host: Host,
): Promise<SealedSecret> {
  const { secret, repository, file } = findContract(apps, request);
  const { name, namespace, cluster, type } = secret;
  const values = fillContract(secret, await readValues(request, host));
  const encrypted = await encrypt(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type,
      stringData: Object.fromEntries(values),
    },
    { repository, file, recipients: request.recipients, hidden: [...values.values()] },
    host.env,
  );
  const keys = [...values.keys()];
  const [problem] = inspectSealedFile(encrypted, { name, namespace, type, keys });
  if (problem !== undefined) {
    return fail(cliProblems.sopsFailed, {
      value: file,
      reason: `what it returned is not sealed: ${problem.reason}`,
    });
  }
  const shown = relative(host.cwd, join(repository, file));
  writeFile(join(repository, file), encrypted, shown);
  return { cluster, namespace, name, file: shown, keys };
}
