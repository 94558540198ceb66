import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeyPair } from '../../../cli/evidence/make-key-pair';
import { SigningKey, VerificationKey } from '../../../lib/evidence';
import { refusal } from '../../core/refusal';
import { emptyFolder, filesIn } from '../project';

const PRIVATE = 'evidence-signing-key.pem';
const PUBLIC = 'evidence-public-key.pem';

test('both halves belong together, and only the owner can read the private one', () => {
  const folder = join(emptyFolder(), 'keys');
  const pair = makeKeyPair(folder, 'keys');
  expect(pair).toEqual({
    keyId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    privateKey: `keys/${PRIVATE}`,
    publicKey: `keys/${PUBLIC}`,
  });
  expect(SigningKey.fromPem(readFileSync(join(folder, PRIVATE), 'utf8')).id).toBe(pair.keyId);
  expect(VerificationKey.fromPem(readFileSync(join(folder, PUBLIC), 'utf8')).id).toBe(pair.keyId);
  expect(statSync(join(folder, PRIVATE)).mode & 0o777).toBe(0o600);
});

test('every pair is another one', () => {
  expect(makeKeyPair(emptyFolder(), '').keyId).not.toBe(makeKeyPair(emptyFolder(), '').keyId);
});

test.each([PRIVATE, PUBLIC])('where %s is there, nothing is written: RST732', (name) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), 'mine');
  expect(refusal(() => makeKeyPair(folder, 'keys'))).toMatchObject({
    code: 'RST732',
    value: `'keys/${name}'`,
  });
  expect(filesIn(folder)).toEqual({ [name]: 'mine' });
});

test('a link in the place of a file is not followed', () => {
  const folder = emptyFolder();
  const elsewhere = join(emptyFolder(), 'elsewhere');
  symlinkSync(elsewhere, join(folder, PRIVATE));
  expect(refusal(() => makeKeyPair(folder, 'keys'))).toMatchObject({ code: 'RST732' });
  expect(existsSync(elsewhere)).toBe(false);
});

test('a folder that cannot be made is RST721', () => {
  const file = join(emptyFolder(), 'file');
  writeFileSync(file, '');
  expect(refusal(() => makeKeyPair(file, 'file'))).toMatchObject({ code: 'RST721', value: "'file'" });
});
