import { createHash } from 'node:crypto';
import { joinToken, tokenHash } from '../../../stacks/cluster/join-token';

test('a join token holds the SHA-256 of the certificate file, the user and the password', () => {
  const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const hash = createHash('sha256').update(certificate).digest('hex');
  expect(joinToken('secret', 'server', certificate)).toBe(`K10${hash}::server:secret`);
  expect(joinToken('secret', 'node', certificate)).toBe(`K10${hash}::node:secret`);
});

test('a line end more in the certificate file is another token', () => {
  expect(joinToken('secret', 'server', 'a')).not.toBe(joinToken('secret', 'server', 'a\n'));
});

test('the hash of a token is the first twelve hex digits of its SHA-256', () => {
  // printf token | sha256sum
  expect(tokenHash('token')).toBe('3c469e9d6c58');
});
