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

/** SQLSTATE of an error that a server sent (pg, DatabaseError: only those have a severity); undefined for all others. */
export function sqlStateOf(thrown: unknown): string | undefined {
  return typeof thrown === 'object' && thrown !== null && 'severity' in thrown ? codeOf(thrown) : undefined;
}

/**
 * Whether a server may answer soon what it refused now: class 57 is operator intervention, which starting up is, and 53
 * insufficient resources (PostgreSQL documentation, "PostgreSQL Error Codes").
 */
export function isPassing(thrown: unknown): boolean {
  return /^(?:57|53)/.test(sqlStateOf(thrown) ?? '');
}

/** Whether a server says that what it has stored is damaged: class XX, or a file that is missing (58P01). */
export function isDamage(thrown: unknown): boolean {
  return /^(?:XX...|58P01)$/.test(sqlStateOf(thrown) ?? '');
}
