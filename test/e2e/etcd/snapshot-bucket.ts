import { spawnSync } from 'node:child_process';
import { findSetting } from '../settings';

/** The bucket of snapshots in the S3 store of the settings, written with curl as k3s writes it. */
export class SnapshotBucket {
  readonly url = `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`;
  readonly bucket = 'backups';
  readonly region = process.env.E2E_S3_REGION ?? 'eu-central-1';

  constructor(readonly folder: string) {}

  /** Settings of the scripts, with the key that only reads. */
  environment(tokenHash: string): Record<string, string> {
    return {
      STORE_URL: this.url,
      STORE_BUCKET: this.bucket,
      STORE_REGION: this.region,
      STORE_FOLDER: this.folder,
      STORE_PATH_STYLE: 'true',
      STORE_ACCESS_KEY_ID: findSetting('E2E_S3_READER_ACCESS_KEY_ID'),
      STORE_SECRET_ACCESS_KEY: findSetting('E2E_S3_READER_SECRET_ACCESS_KEY'),
      STORE_CA_FILE: '',
      STORE_TOKEN_HASH: tokenHash,
    };
  }

  /** Uploads a snapshot with the hash of its token, as k3s does. */
  upload(name: string, file: string, tokenHash: string): void {
    this.request(name, ['--upload-file', file, '--header', `x-amz-meta-k3s-token-hash: ${tokenHash}`]);
  }

  remove(name: string): void {
    this.request(name, ['--request', 'DELETE']);
  }

  private request(name: string, args: readonly string[]): void {
    const key = `${findSetting('E2E_S3_ACCESS_KEY_ID')}:${findSetting('E2E_S3_SECRET_ACCESS_KEY')}`;
    const signed = ['--aws-sigv4', `aws:amz:${this.region}:s3`, '--user', key];
    const url = `${this.url}/${this.bucket}/${this.folder}/${name}`;
    const { status, stderr } = spawnSync(
      'curl',
      ['--fail', '--silent', '--show-error', ...signed, ...args, url],
      {
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
  }
}
