import { S3Client } from '../../lib/evidence/s3-client';
import { canonicalPath, signedHeaders } from '../../lib/evidence/signature-v4';
import { findSetting } from './settings';

const REGION = 'eu-central-1';
const BUCKET = 'backups';

/** Longest object that is read, bytes. */
const LONGEST = 256 * 1024 * 1024;

/** Reads an object of the archive. */
export async function readObject(key: string): Promise<Buffer> {
  return (await client().request({ method: 'GET', key, longest: LONGEST })).body;
}

/** Writes an object of the archive. */
export async function writeObject(key: string, body: Uint8Array): Promise<void> {
  await client().request({ method: 'PUT', key, body, longest: LONGEST });
}

/** Deletes an object of the archive, as somebody with the writer's key could. The client of the product cannot delete. */
export async function deleteObject(key: string): Promise<void> {
  const url = new URL(`${endpoint()}${canonicalPath(`${BUCKET}/${key}`)}`);
  const request = { method: 'DELETE' as 'PUT', url, headers: {}, body: undefined };
  const headers = signedHeaders(request, writer(), { region: REGION, at: new Date() });
  const { status } = await fetch(url, { method: 'DELETE', headers });
  expect(status).toBe(204);
}

function client(): S3Client {
  const place = { endpoint: endpoint(), region: REGION, pathStyle: true, bucket: BUCKET };
  return new S3Client(place, writer(), { now: () => new Date() });
}

function endpoint(): string {
  return `http://${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}`;
}

function writer() {
  return {
    accessKeyId: findSetting('E2E_S3_ACCESS_KEY_ID'),
    secretAccessKey: findSetting('E2E_S3_SECRET_ACCESS_KEY'),
  };
}
