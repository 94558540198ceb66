import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RunnerBundle } from '../../lib/drill';
import { thrownBy } from './problems';

const ROOT = join(__dirname, '..', '..');

test('the bundle of this package is found from its sources', () => {
  const bytes = readFileSync(join(ROOT, 'dist', 'runner', 'restorable-runner.js.gz'));
  const bundle = RunnerBundle.find();
  expect(bundle.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Buffer.from(bundle.base64, 'base64').equals(bytes)).toBe(true);
  expect(bundle.configMapName).toBe(`restorable-runner-${bundle.digest.slice(0, 10)}`);
});

test('the bundle is within its limits and carries neither cdk8s nor Pulumi', () => {
  const source = gunzipSync(Buffer.from(RunnerBundle.find().base64, 'base64')).toString('utf8');
  expect(source.length).toBeLessThanOrEqual(300 * 1024);
  expect(source).not.toMatch(/cdk8s|pulumi/i);
});

test('the gzip header carries no time', () => {
  const bytes = Buffer.from(RunnerBundle.find().base64, 'base64');
  expect(bytes.readUInt32LE(4)).toBe(0);
});

test('other bytes have another name', () => {
  const root = mkdtempSync(join(tmpdir(), 'restorable-bundle-'));
  mkdirSync(join(root, 'dist', 'runner'), { recursive: true });
  writeFileSync(join(root, 'dist', 'runner', 'restorable-runner.js.gz'), 'other bytes');
  expect(RunnerBundle.read(root).configMapName).not.toBe(RunnerBundle.find().configMapName);
});

test('a package that was not built is told so', () => {
  const root = mkdtempSync(join(tmpdir(), 'restorable-unbuilt-'));
  expect(thrownBy(() => RunnerBundle.read(root))).toMatchObject([{ code: 'RST627', property: 'runner' }]);
});
