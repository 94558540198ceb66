import { readPublicKeys, readSigningKey } from '../../../cli/evidence/key-files';
import { refusal } from '../../core/refusal';
import { KEY, OTHER_KEY, pemOfSeed, SEED_A } from '../../evidence/keys';
import { projectOf } from '../project';

const A = KEY.publicKey.toPem();
const B = OTHER_KEY.publicKey.toPem();

test('every public key of every file is read, each once', () => {
  const folder = projectOf({ 'both.pem': `older key:\n${A}\n${B}`, 'again.pem': B });
  const keys = readPublicKeys(['both.pem', 'again.pem'], folder);
  expect(keys.map(({ id }) => id)).toEqual([KEY.id, OTHER_KEY.id]);
});

test.each([
  ['a private key', pemOfSeed(SEED_A), 'it is a private key'],
  ['a private key behind a public one', `${A}${pemOfSeed(SEED_A)}`, 'it is a private key'],
  ['something else', 'ssh-ed25519 AAAA', 'it is no public key in PEM'],
  ['nothing', '', 'it is no public key in PEM'],
])('%s is RST802 with the name of the file, and is not quoted', (_, content, reason) => {
  const folder = projectOf({ 'key.pem': content });
  const problem = refusal(() => readPublicKeys(['key.pem'], folder));
  expect(problem).toMatchObject({ code: 'RST802', value: "'key.pem'", reason });
});

test('a private key is read, and a public one in its place is RST801', () => {
  const folder = projectOf({ 'key.pem': pemOfSeed(SEED_A), 'public.pem': A });
  expect(readSigningKey('key.pem', folder).id).toBe(KEY.id);
  expect(refusal(() => readSigningKey('public.pem', folder))).toMatchObject({
    code: 'RST801',
    value: "'public.pem'",
    reason: 'it is a public key',
  });
});

test('a file that is not there is RST721', () => {
  expect(refusal(() => readPublicKeys(['nowhere.pem'], '/'))).toMatchObject({ code: 'RST721' });
  expect(refusal(() => readSigningKey('nowhere.pem', '/'))).toMatchObject({ code: 'RST721' });
});
