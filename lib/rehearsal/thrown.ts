/**
 * Code of an error of the system (`ENOENT`) or of PostgreSQL (SQLSTATE); undefined where it has none. Errors are told by
 * their shape: those of Node.js itself belong to another realm where tests run in one of their own.
 */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** What an error says, in one line. */
export function messageOf(thrown: unknown): string {
  const text =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown
      ? String(thrown.message)
      : String(thrown);
  return text.split('\n', 1)[0] ?? '';
}

/** The name of an error with a colon, `TypeError: `; empty where it has none. */
export function nameOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? `${String(thrown.name)}: ` : '';
}
