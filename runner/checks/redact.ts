const LONGEST = 500;

/** A URI with credentials in it, or any of PostgreSQL, up to the next space or quote. */
const CONNECTION_STRING = /\b(?:postgres(?:ql)?:\/\/|[a-z][a-z0-9+.-]*:\/\/[^\s/@"']*@)[^\s"']*/gi;

/** A `password=…` of a connection string of libpq. */
const KEYWORD = /\bpassword\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S+)/gi;

const REDACTED = '[redacted]';

/** Makes texts fit to be shown and recorded: one line, not too long, without the secrets and connection strings. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // The longest first: one secret may be a part of another.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const clean = forms
      .reduce((rest, form) => rest.replaceAll(form, REDACTED), text)
      .replace(CONNECTION_STRING, REDACTED)
      .replace(KEYWORD, REDACTED)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
  };
}
