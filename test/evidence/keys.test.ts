import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { SigningKey, VerificationKey } from '../../lib/evidence';
import { refusal } from '../core/refusal';
import { KEY, OTHER_KEY, pemOfSeed, SEED_A } from './keys';

const BYTES = Buffer.from('bytes');

/** Everything of a private key that must not be seen. */
function secretsOf(pem: string): readonly string[] {
  const body = pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');
  return [body, Buffer.from(body, 'base64').subarray(-32).toString('hex'), body.slice(-43)];
}

test('a new key signs what its public key verifies, and nothing else does', async () => {
  const key = SigningKey.generate();
  const signature = key.sign(BYTES);
  expect(signature).toHaveLength(64);
  await expect(key.publicKey.verifies(BYTES, signature)).resolves.toBe(true);
  await expect(key.publicKey.verifies(Buffer.from('Bytes'), signature)).resolves.toBe(false);
  await expect(KEY.publicKey.verifies(BYTES, signature)).resolves.toBe(false);
  await expect(key.publicKey.verifies(BYTES, signature.subarray(1))).resolves.toBe(false);
});

test('keys survive being written as PEM and read again', async () => {
  const key = SigningKey.generate();
  expect(key.toPem()).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(key.publicKey.toPem()).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  const again = SigningKey.fromPem(key.toPem());
  const publicKey = VerificationKey.fromPem(key.publicKey.toPem());
  expect(again.id).toBe(key.id);
  expect(publicKey.id).toBe(key.id);
  await expect(publicKey.verifies(BYTES, again.sign(BYTES))).resolves.toBe(true);
});

test('the signature of the first test of RFC 8032 is made', () => {
  expect(KEY.sign(Buffer.alloc(0)).toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
});

test('the name of a key is the SHA-256 of its SPKI', () => {
  const der = createPublicKey(KEY.publicKey.toPem()).export({ format: 'der', type: 'spki' });
  expect(KEY.id).toBe(createHash('sha256').update(der).digest('hex'));
  expect(OTHER_KEY.id).not.toBe(KEY.id);
});

test('a signing key shows nothing of its private part when it is printed, written as JSON or taken apart', () => {
  const shown = [
    inspect(KEY, { depth: 9, showHidden: true }),
    JSON.stringify({ KEY }),
    JSON.stringify(Object.entries(KEY)),
  ].join('\n');
  for (const secret of secretsOf(pemOfSeed(SEED_A))) expect(shown).not.toContain(secret);
  expect(JSON.stringify(KEY)).toBe(`{"id":"${KEY.id}"}`);
});

const ECDSA = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ENCRYPTED = generateKeyPairSync('ed25519').privateKey.export({
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'passphrase',
});

test.each([
  ['a key of another kind', ECDSA.privateKey.export({ format: 'pem', type: 'pkcs8' }), 'for ec, not for'],
  ['a key with a passphrase', ENCRYPTED, 'passphrase'],
  ['a public key', KEY.publicKey.toPem(), 'public key'],
  ['a key that was cut', pemOfSeed(SEED_A).replace(/.{8}\n-----END/, '\n-----END'), 'no private key'],
  ['a key without its frame', pemOfSeed(SEED_A).split('\n')[1] ?? '', 'no private key'],
  ['nothing', '', 'no private key'],
])('%s is refused as a signing key with RST801, and not quoted', (_, pem, reason) => {
  let thrown: unknown;
  try {
    SigningKey.fromPem(String(pem));
  } catch (error) {
    thrown = error;
  }
  expect(refusal(() => SigningKey.fromPem(String(pem)))).toMatchObject({
    code: 'RST801',
    reason: expect.stringContaining(reason) as string,
  });
  const shown = inspect(thrown, { depth: 9, showHidden: true }) + JSON.stringify(thrown);
  for (const secret of [...secretsOf(pemOfSeed(SEED_A)), 'BEGIN']) expect(shown).not.toContain(secret);
});

test.each([
  ['a key of another kind', ECDSA.publicKey.export({ format: 'pem', type: 'spki' }), 'for ec, not for'],
  ['a private key', pemOfSeed(SEED_A), 'private key'],
  ['a text', 'ssh-ed25519 AAAA', 'no public key'],
])('%s is refused as a public key with RST802, and not quoted', (_, pem, reason) => {
  const problem = refusal(() => VerificationKey.fromPem(String(pem)));
  expect(problem).toMatchObject({ code: 'RST802', reason: expect.stringContaining(reason) as string });
  expect(JSON.stringify(problem)).not.toContain(secretsOf(pemOfSeed(SEED_A))[0]);
});
