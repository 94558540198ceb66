/** An answer of the API server that is no success. Its message never holds a token, nor anything of a request. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** Reason in the server's `Status` object, for example `NotFound`; or the code of a network error. */
    readonly reason: string,
    message: string,
    /** How long the server asks to wait, milliseconds. @default - it does not ask */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  static is(error: unknown): error is ApiError {
    return error instanceof ApiError;
  }

  /** The object is not there, although its kind is served. */
  get isMissing(): boolean {
    return this.status === 404 && this.reason === 'NotFound';
  }

  /** The server does not know the kind: its CustomResourceDefinition is not installed. */
  get isUnknownKind(): boolean {
    return this.status === 404 && this.reason !== 'NotFound';
  }

  /** The object is there already, or has changed since it was read. */
  get isConflict(): boolean {
    return this.status === 409;
  }

  /** The place in the stream of changes is forgotten: list anew (Kubernetes API Concepts, "410 Gone responses"). */
  get isGone(): boolean {
    return this.status === 410;
  }

  /** Asking again may help: too many requests, a server in trouble, a connection that broke. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
