import { StoreError } from '../../../runner/s3';

test.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
])('%s is a matter of certificates', (code) => {
  const error = StoreError.ofSilence({ silence: 'unreachable', code, reason: 'no answer' });
  expect(error.fault).toBe('certificate');
  expect(error.message).toContain(code);
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT'])(
  '%s is none',
  (code) => {
    expect(StoreError.ofSilence({ silence: 'unreachable', code, reason: 'no answer' }).fault).toBe(
      'unreachable',
    );
  },
);

test.each([
  [401, 'access-denied'],
  [403, 'access-denied'],
  [404, 'unreadable'],
  [307, 'unreachable'],
  [429, 'busy'],
  [502, 'busy'],
] as const)('an answer %i without a code is told by its status', (status, fault) => {
  expect(StoreError.ofAnswer({ status, body: Buffer.from('') }).fault).toBe(fault);
});
