import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { ExitCode } from '../exit-codes';
import { collected, examples, type AddCommand, type CommandContext } from './command-context';

interface PlaceOptions {
  readonly protection?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly unversioned?: boolean;
  readonly json?: boolean;
}

interface VerifyOptions extends PlaceOptions {
  readonly key: readonly string[];
  readonly heads?: string;
}

/** `restorable evidence`: keys, and records of drills and rehearsals. */
export const addEvidence: AddCommand = (program, context) => {
  const evidence = program
    .command('evidence')
    .summary('signed records of drills and rehearsals')
    .description('Signed records of drills and rehearsals: makes keys, shows records, verifies them.')
    .addHelpText('after', examples(['restorable evidence verify --help', 'how evidence is verified']));
  addKeygen(evidence, context);
  addList(evidence, context);
  addVerify(evidence, context);
};

function addKeygen(evidence: Command, { host, end }: CommandContext): void {
  evidence
    .command('keygen')
    .summary('make a pair of keys that signs evidence')
    .description(
      'Makes a pair of Ed25519 keys: evidence-signing-key.pem, which only its owner can read, for the Secret of the ' +
        'drill runner, and evidence-public-key.pem for everybody who verifies. Never overwrites a file.',
    )
    .option('--out <dir>', 'folder of the files (default: the current folder)')
    .option('--json', 'print the names of key and files as JSON')
    .addHelpText('after', examples(['restorable evidence keygen --out keys', 'make a pair of keys in keys']))
    .action(async ({ out = '.', json = false }: { readonly out?: string; readonly json?: boolean }) => {
      const { makeKeyPair } = await import('../evidence/make-key-pair');
      const folder = resolve(host.cwd, out);
      const pair = makeKeyPair(folder, relative(host.cwd, folder));
      const { keyId, privateKey, publicKey } = pair;
      host.stdout.write(
        json
          ? `${JSON.stringify(pair, undefined, 2)}\n`
          : `${privateKey}: the private key. Put it into the Secret that \`restorable plan\` lists for it, and remove it here. For a SOPS file:\n` +
              `  restorable secrets seal <secret> -n <namespace> --from-file <key>=${privateKey}\n` +
              `${publicKey}: the public key ${keyId.slice(0, 16)}. Give it to whoever verifies:\n` +
              `  restorable evidence verify s3://<bucket>/<prefix> --key ${publicKey}\n`,
      );
      end(ExitCode.clean);
    });
}

function addList(evidence: Command, { host, end }: CommandContext): void {
  withPlace(evidence.command('list'))
    .summary('show the records of a folder or bucket')
    .description(
      'Shows every record with its verdict and measured RPO and RTO. Verifies nothing: anybody can write a record.',
    )
    .addHelpText(
      'after',
      examples(
        ['restorable evidence list .restorable/evidence', 'records of rehearsals'],
        ['restorable evidence list s3://backups/evidence --region eu-central-1', 'records of drills'],
      ),
    )
    .action(async (place: string, options: PlaceOptions) => {
      const { listEvidence } = await import('../evidence/list-evidence');
      end(await listEvidence(requestOf(place, options), host, options.json === true ? 'json' : 'text'));
    });
}

function addVerify(evidence: Command, { host, end }: CommandContext): void {
  withPlace(evidence.command('verify'))
    .summary('verify signatures and chains of records')
    .description(
      'Verifies every record with public keys alone: records that were changed, removed, copied, signed by somebody else ' +
        'or dated backwards are found and named.',
    )
    .requiredOption('--key <file>', 'public key whose signatures count (repeatable)', collected)
    .option(
      '--heads <file>',
      'output of an earlier --json, kept elsewhere: finds that the newest records were removed',
    )
    .addHelpText(
      'after',
      `${examples(
        ['restorable evidence verify copy-of-bucket --key evidence-public-key.pem', 'a folder, offline'],
        [
          'restorable evidence verify s3://backups/evidence --key evidence-public-key.pem --endpoint https://minio.example --path-style',
          'a bucket',
        ],
      )}\n\nExit codes: 0 the evidence stands, 1 findings, 2 wrong usage, 3 nothing there, or it cannot be read`,
    )
    .action(async (place: string, options: VerifyOptions) => {
      const { verifyEvidence } = await import('../evidence/verify-evidence');
      const { key, heads } = options;
      end(
        await verifyEvidence(
          { ...requestOf(place, options), keys: key, ...(heads !== undefined && { heads }) },
          host,
          options.json === true ? 'json' : 'text',
        ),
      );
    });
}

/** Adds what says which records are meant. */
function withPlace(command: Command): Command {
  return command
    .argument('<dir|s3://bucket/prefix>', 'folder, or bucket and prefix')
    .option('--protection <id>', 'only the records of this protection')
    .option('--endpoint <url>', 'where the store is (default: AWS_ENDPOINT_URL, or Amazon S3)')
    .option('--region <region>', 'region of the bucket (default: AWS_REGION, or us-east-1)')
    .option('--path-style', 'the bucket stands in the path of URLs, as with MinIO and Ceph')
    .option('--unversioned', 'the bucket keeps no versions, as with Cloudflare R2')
    .option('--json', 'print records and findings as JSON, times in seconds')
    .addHelpText(
      'after',
      '\nCredentials of a bucket come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.',
    );
}

function requestOf(place: string, options: PlaceOptions) {
  const { protection, endpoint, region, pathStyle = false, unversioned = false } = options;
  return {
    place,
    pathStyle,
    versioned: !unversioned,
    ...(protection !== undefined && { protection }),
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  };
}
