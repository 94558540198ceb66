import { collected, examples, type AddCommand } from './command-context';
import { openCluster, requestOf, withCluster, type ClusterOptions } from './cluster-options';

interface RecoverOptions extends ClusterOptions {
  readonly to?: string;
  readonly into?: string;
  readonly name?: string;
  readonly evidence?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly unversioned?: boolean;
  readonly key?: readonly string[];
  readonly withoutProof?: string;
  readonly sign?: string;
  readonly out?: string;
}

/** `restorable recover`: writes the manifests and steps of a real recovery. */
export const addRecover: AddCommand = (program, { host, end }) => {
  withCluster(program.command('recover').argument('<name>', 'protection: its id, or the end of it'))
    .summary('write the manifests and steps of a real recovery')
    .description(
      'Writes what a real recovery takes: manifests of a new Cluster made of the archive, from the same composition, the ' +
        'steps with their commands, and the record of the decision. Applies nothing. Refused without a passed drill in ' +
        'verified evidence that is no older than the next one would be due, and after which none failed; rehearsals never ' +
        'count.',
    )
    .option('--to <time>', 'time to recover to, RFC 3339 with a zone (default: the end of the archive)')
    .option('--into <namespace>', 'namespace of the new Cluster (default: that of the old one)')
    .option(
      '--name <name>',
      "name of the new Cluster; the old one's: in its place (default: its name and -recovered)",
    )
    .option('--evidence <dir|s3://bucket/prefix>', 'records of drills')
    .option(
      '--endpoint <url>',
      'where the store of the evidence is (default: AWS_ENDPOINT_URL, or Amazon S3)',
    )
    .option('--region <region>', 'region of its bucket (default: AWS_REGION, or us-east-1)')
    .option('--path-style', 'the bucket stands in the path of URLs, as with MinIO and Ceph')
    .option('--unversioned', 'the bucket keeps no versions, as with Cloudflare R2')
    .option('--key <file>', 'public key whose signatures count (repeatable)', collected)
    .option('--without-proof <reason>', 'recover all the same; the reason is recorded')
    .option('--sign <file>', 'private key that signs the decision (default: it is not signed)')
    .option('--out <dir>', 'folder of the files (default: recover- and the name of the new Cluster)')
    .option('--json', 'print steps, proof and files as JSON')
    .addHelpText(
      'after',
      `${examples(
        [
          'restorable recover production/orders --to 2026-02-17T12:00:00Z --evidence s3://evidence/drills --key evidence-public-key.pem',
          'beside the old one',
        ],
        ['restorable recover orders --name orders --evidence records --key public.pem', 'in its place'],
        ["restorable recover orders --without-proof 'site lost, drill was due today'", 'without a drill'],
      )}\n\nExit codes: 0 written, 1 no proof, 2 wrong usage or composition, 3 could not be carried out`,
    )
    .action(async (protection: string, project: string | undefined, options: RecoverOptions) => {
      const { composeProject } = await import('../compose-project');
      const { recoverProtection } = await import('../recover/recover-protection');
      const { to, into, name, evidence, endpoint, region, withoutProof, sign, out } = options;
      const { apps } = await composeProject(requestOf(project, options), host);
      const session = await openCluster(options, host);
      const request = {
        protection,
        keys: options.key ?? [],
        ...(to !== undefined && { to }),
        ...(into !== undefined && { into }),
        ...(name !== undefined && { name }),
        ...(evidence !== undefined && {
          evidence: {
            place: evidence,
            pathStyle: options.pathStyle ?? false,
            versioned: options.unversioned !== true,
            ...(endpoint !== undefined && { endpoint }),
            ...(region !== undefined && { region }),
          },
        }),
        ...(withoutProof !== undefined && { withoutProof }),
        ...(sign !== undefined && { signingKey: sign }),
        ...(out !== undefined && { out }),
      };
      end(await recoverProtection(apps, request, session, options.json === true ? 'json' : 'text'));
    });
};
