import { errorCodeOf, type S3Answer, type S3Silence } from './s3-client';

/** Why nothing is known of a bucket. */
export type StoreFault =
  | 'unreachable'
  | 'certificate'
  | 'busy'
  | 'key-refused'
  | 'access-denied'
  | 'clock-skew'
  | 'bucket-missing'
  | 'object-missing'
  | 'unreadable';

/** A store that did not do what it was asked. Its message holds error codes, nothing else of an answer. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  static is(error: unknown): error is StoreError {
    return error instanceof StoreError;
  }

  /** The fault of a request that got no answer. */
  static ofSilence({ silence, code, reason }: S3Silence): StoreError {
    if (silence === 'too-long') return new StoreError('unreadable', reason);
    if (silence === 'slow') return new StoreError('busy', reason);
    return CERTIFICATE.test(code ?? '')
      ? new StoreError('certificate', `the certificate of the store is refused: ${code ?? ''}`)
      : new StoreError('unreachable', reason);
  }

  /** The fault of an answer that is no success (Amazon S3 API Reference, error responses). */
  static ofAnswer(answer: S3Answer): StoreError {
    const { status } = answer;
    const code = errorCodeOf(answer);
    const message = `the store answers ${status}${code === undefined ? '' : ` ${code}`}`;
    return new StoreError(CODES[code ?? ''] ?? faultOf(status), message);
  }

  constructor(
    readonly fault: StoreFault,
    message: string,
  ) {
    super(message);
  }
}

const CODES: Readonly<Record<string, StoreFault>> = {
  SignatureDoesNotMatch: 'key-refused',
  InvalidAccessKeyId: 'key-refused',
  AccessDenied: 'access-denied',
  AllAccessDisabled: 'access-denied',
  ExpiredToken: 'access-denied',
  InvalidToken: 'access-denied',
  RequestTimeTooSkewed: 'clock-skew',
  RequestExpired: 'clock-skew',
  NoSuchBucket: 'bucket-missing',
  NoSuchKey: 'object-missing',
};

function faultOf(status: number): StoreFault {
  if (status === 403 || status === 401) return 'access-denied';
  // A redirect, or a region in the signature that is not the bucket's: the place is not what the plan says.
  if ((status >= 300 && status < 400) || status === 400) return 'unreachable';
  if (status === 429 || status >= 500) return 'busy';
  return 'unreadable';
}

/** Codes by which Node.js refuses a certificate (Node.js documentation, "X509 certificate error codes"; OpenSSL). */
const CERTIFICATE =
  /CERT|SIGNATURE|^UNABLE_TO_|^INVALID_CA|^PATH_LENGTH|^INVALID_PURPOSE|^HOSTNAME_MISMATCH|^CRL_|^ERR_SSL|^EPROTO/;
