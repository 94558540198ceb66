import { Option } from 'commander';
import { collected, examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

interface RunbookOptions extends ProjectOptions {
  readonly out?: string;
  readonly deliverer: 'flux' | 'argocd';
  readonly evidence?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly unversioned?: boolean;
  readonly key?: readonly string[];
}

/** `restorable runbook`: writes the disaster recovery runbook. */
export const addRunbook: AddCommand = (program, { host, end }) => {
  withProject(program.command('runbook'))
    .summary('write the disaster recovery runbook')
    .description(
      'Writes the runbook of a project as Markdown: for every protection, and for every loss from a pod to the region, who ' +
        'decides, what is done with which commands and in which order, how long it takes, what verifies it, and the way ' +
        'back. Measured times stand in it only where evidence is given and verifies. The same composition and evidence ' +
        'give the same bytes. Touches no cluster.',
    )
    .option('--out <file>', 'file to write (default: DR-RUNBOOK.md in the folder of the project)')
    .addOption(
      new Option('--deliverer <name>', 'what delivers the tree from Git')
        .choices(['flux', 'argocd'])
        .default('flux'),
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
    .option('--json', 'print the runbook as JSON, times in seconds, and write nothing')
    .addHelpText(
      'after',
      `${examples(
        ['restorable runbook', 'write DR-RUNBOOK.md of the app in this folder'],
        ['restorable runbook --deliverer argocd', 'with the automated sync of Argo CD off and on'],
        [
          'restorable runbook --evidence s3://evidence/drills --key evidence-public-key.pem',
          'with the times of the last drills',
        ],
      )}\n\nExit codes: 0 written, 1 the evidence does not verify, 2 wrong usage or composition, 3 it cannot be read`,
    )
    .action(async (project: string | undefined, options: RunbookOptions) => {
      const { writeRunbook } = await import('../runbook/write-runbook');
      const { app, out, deliverer, evidence, endpoint, region, key = [] } = options;
      const request = {
        deliverer,
        ...(project !== undefined && { project }),
        ...(app !== undefined && { app }),
        ...(out !== undefined && { out }),
        ...(evidence !== undefined && {
          measured: {
            keys: key,
            evidence: {
              place: evidence,
              pathStyle: options.pathStyle ?? false,
              versioned: options.unversioned !== true,
              ...(endpoint !== undefined && { endpoint }),
              ...(region !== undefined && { region }),
            },
          },
        }),
      };
      end(await writeRunbook(request, host, options.json === true ? 'json' : 'text'));
    });
};
