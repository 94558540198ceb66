import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { kubectl } from '../kubectl';
import { findSetting } from '../settings';

const ROOT = join(__dirname, '..', '..', '..');

/** Lets several runs of these tests share a cluster. */
const PREFIX = process.env['E2E_PREFIX'] ?? 'e2e';

/** New for every run: other backups lie in the same bucket. */
export const CLUSTER = process.env['E2E_RUN'] ?? `bookstore-${Date.now().toString(36)}`;

/** Namespace of the shop. */
export const SHOP = `${PREFIX}-bookstore`;

/** Namespace of the Velero that backs up, and the location that these tests make there. */
export const VELERO = process.env['E2E_VELERO_NAMESPACE'] ?? 'velero';
export const LOCATION = `${PREFIX}-bookstore`;

/** Secret of the writer, in the namespace of Velero. */
export const WRITER = `${PREFIX}-bookstore-s3`;

/**
 * What of the example is other here: stores, names, and that Velero is there already. Everything else, and above all the
 * Schedule with its hook, is the example's.
 */
function changes(): readonly (readonly [text: string, other: string])[] {
  const endpoint = `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`;
  const store = (bucket: string) =>
    `BackupStore.minio({ endpoint: '${endpoint}', bucket: '${bucket}', region: 'eu-central-1' })`;
  const aws = (bucket: string) => `BackupStore.aws({ bucket: '${bucket}', region: 'eu-central-1' })`;
  return [
    [aws('bookstore-velero'), store('backups')],
    [aws('bookstore-evidence'), store(findSetting('E2E_S3_EVIDENCE_BUCKET'))],
    [`new KubernetesCluster(app, 'bookstore', {`, `new KubernetesCluster(app, '${CLUSTER}', {`],
    [
      `new Velero(cluster, 'velero', {\n`,
      `new Velero(cluster, 'velero', {\n  install: false,\n  namespace: '${VELERO}',\n  location: '${LOCATION}',\n`,
    ],
    [`Credentials.existing('velero-s3', file)`, `Credentials.existing('${WRITER}', file)`],
    [`  namespace: 'bookstore',\n`, `  namespace: '${SHOP}',\n`],
  ];
}

/** Who follows the runbook: a member of the group that the example lets restore, with the rights of an administrator. */
const OPERATOR = { as: 'ada', 'as-groups': ['bookstore-operators', 'system:masters'] };

interface KubeConfig {
  readonly users: readonly { readonly name: string; readonly user: object }[];
}

/** The kubeconfig of the settings, by which everything is done as somebody else. */
function kubeConfigOf(operator: object): string {
  const config = JSON.parse(kubectl(['config', 'view', '--raw', '--output', 'json'])) as KubeConfig;
  const users = config.users.map(({ name, user }) => ({ name, user: { ...user, ...operator } }));
  return JSON.stringify({ ...config, users });
}

/** The Bookstore as a project of its own, and a shell in which `restorable` is the program that was built. */
export class BookstoreProject {
  constructor(
    readonly folder: string,
    private readonly bin: string,
  ) {
    let text = readFileSync(join(ROOT, 'examples', 'bookstore', 'main.ts'), 'utf8');
    for (const [from, to] of changes()) {
      if (!text.includes(from)) throw new Error(`the example does not say ${from}`);
      text = text.replace(from, to);
    }
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(ROOT, join(folder, 'node_modules', 'restorable'));
    writeFileSync(join(folder, 'main.ts'), text);
    writeFileSync(join(folder, 'kubeconfig.json'), kubeConfigOf(OPERATOR), { mode: 0o600 });
    const program = join(bin, 'restorable');
    writeFileSync(
      program,
      `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist', 'cli', 'main.js')}' "$@"\n`,
    );
    chmodSync(program, 0o755);
  }

  /** Folder of the tree that synth wrote. */
  get tree(): string {
    return join(this.folder, 'clusters', 'bookstore');
  }

  /** Runs a script in the folder, ends at the first command that fails, and returns what it printed. Throws where one failed. */
  run(script: string, env: Readonly<Record<string, string>> = {}): string {
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        KUBECONFIG: join(this.folder, 'kubeconfig.json'),
        PATH: `${this.bin}${delimiter}${process.env['PATH'] ?? ''}`,
        AWS_ACCESS_KEY_ID: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
        AWS_SECRET_ACCESS_KEY: findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY'),
        ...env,
      },
    });
    if (status !== 0) throw new Error(`${script}\nended with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  }
}
