import { ExitCode } from '../exit-codes';
import { collected, examples, withProject, type AddCommand, type ProjectOptions } from './command-context';

interface SealOptions extends ProjectOptions {
  readonly namespace: string;
  readonly cluster?: string;
  readonly fromEnvFile?: readonly string[];
  readonly fromFile?: readonly string[];
  readonly fromLiteral?: readonly string[];
  readonly age?: readonly string[];
}

/** `restorable secrets seal`: encrypts a Secret of the contract for Git. */
export const addSecretsSeal: AddCommand = (program, { host, end }) => {
  const secrets = program
    .command('secrets')
    .summary('Secrets that the composition needs')
    .description('Secrets that the composition needs.')
    .addHelpText('after', examples(['restorable secrets seal --help', 'how a Secret is encrypted for Git']));
  withProject(secrets.command('seal').argument('<secret>', 'name of the Secret'))
    .summary('encrypt a Secret for Git with sops')
    .description(
      'Makes a Secret with the name, namespace, type and keys that the composition asks for, encrypts it with the sops ' +
        'program and writes it to the file in the Flux folder that the composition reads. Values come from files or, as a ' +
        'JSON object, from standard input; never from arguments. Those that are no secret and that the composition knows ' +
        '(bucket, endpoint, user name …) need not be given.',
    )
    .requiredOption('-n, --namespace <namespace>', 'namespace of the Secret')
    .option('--cluster <name>', 'Kubernetes cluster, where several need a Secret of that name')
    .option('--from-env-file <file>', 'read KEY=value lines from a file (repeatable)', collected)
    .option('--from-file <key=file>', 'read the value of a key from a file (repeatable)', collected)
    .addOption(program.createOption('--from-literal <key=@file>').argParser(collected).hideHelp())
    .option(
      '--age <recipient>',
      'public age key to encrypt for (repeatable; default: as .sops.yaml says)',
      collected,
    )
    .option('--json', 'print what was sealed as JSON')
    .addHelpText(
      'after',
      examples(
        ['restorable secrets seal postgres-app -n production --from-env-file app.env', 'values of a file'],
        ['pass show db | restorable secrets seal postgres-app -n production', 'JSON from a password store'],
        ['restorable secrets seal signing-key -n drills --from-file key=signing.pem', 'one key from a file'],
      ),
    )
    .action(async (name: string, project: string | undefined, options: SealOptions) => {
      const { loadApps } = await import('../app-loader');
      const { sealSecret } = await import('../sealing/seal-secret');
      const { literalFiles } = await import('../sealing/literal-files');
      // The composition may well have errors: that the file is missing is one.
      const apps = await loadApps(
        { ...(project !== undefined && { project }), ...(options.app !== undefined && { app: options.app }) },
        host,
      );
      const sealed = await sealSecret(
        apps,
        {
          name,
          namespace: options.namespace,
          ...(options.cluster !== undefined && { cluster: options.cluster }),
          envFiles: options.fromEnvFile ?? [],
          files: [...(options.fromFile ?? []), ...literalFiles(options.fromLiteral ?? [])],
          recipients: options.age ?? [],
        },
        host,
      );
      const { namespace, keys, file } = sealed;
      host.stdout.write(
        options.json === true
          ? `${JSON.stringify(sealed, undefined, 2)}\n`
          : `${file}: sealed ${namespace}/${name} (${keys.join(', ')}); commit it\n`,
      );
      end(ExitCode.clean);
    });
};
