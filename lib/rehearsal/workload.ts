import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { fail, rehearsalProblems } from '../core/problems';
import { runProgram } from './run-program';
import { messageOf, sqlStateOf } from './thrown';
import { SUPERUSER, type PostgresServer } from './server';
import { Session } from './session';

/** What the source database is filled with. */
export type Workload =
  /** Tables that the checks of the drill name, and roles, made up: shows that recovery and checks work. */
  | { readonly kind: 'generated' }
  /** Files of SQL, sent in order as the owner of the database. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /**
   * A command of the shell. It finds the database in `DATABASE_URL` and in the variables of libpq (`PGHOST`, `PGPORT`,
   * `PGUSER`, `PGPASSWORD`, `PGDATABASE`).
   */
  | { readonly kind: 'command'; readonly command: string };

/** The database that is filled. */
export interface SourceDatabase {
  readonly server: PostgresServer;
  readonly database: string;
  /** Role that owns it. */
  readonly owner: string;
  /** Password of the owner, for commands that connect over TCP; worth nothing outside of this rehearsal. */
  readonly password: string;
}

/** Makes the owner and the database, as CloudNativePG does: the owner may log in and is nothing else. */
export async function createDatabase(
  { server, database, owner, password }: SourceDatabase,
  signal: AbortSignal,
): Promise<void> {
  const session = await server.session({ database: 'postgres', signal });
  try {
    if (owner !== SUPERUSER) await session.run(`CREATE ROLE ${escapeIdentifier(owner)} LOGIN`);
    await session.run(`ALTER ROLE ${escapeIdentifier(owner)} PASSWORD ${escapeLiteral(password)}`);
    const { exists } = await session.row<{ exists: boolean }>(
      'SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS exists',
      [database],
    );
    if (!exists)
      await session.run(`CREATE DATABASE ${escapeIdentifier(database)} OWNER ${escapeIdentifier(owner)}`);
  } finally {
    await session.close();
  }
}

/** A workload that can be loaded: everything that it is made of has been read. */
export type ReadWorkload =
  | { readonly kind: 'sql'; readonly parts: readonly { readonly name: string; readonly sql: string }[] }
  | { readonly kind: 'command'; readonly command: string; readonly cwd: string };

/**
 * Reads a workload, before anything is started for it. Throws RST857.
 *
 * @param project folder that paths and the command are relative to
 * @param generated statements of the workload that is used where there is no other
 */
export function readWorkload(
  workload: Workload,
  project: string,
  generated: () => readonly string[],
): ReadWorkload {
  switch (workload.kind) {
    case 'generated':
      return { kind: 'sql', parts: generated().map((sql) => ({ name: 'generated workload', sql })) };
    case 'files':
      return { kind: 'sql', parts: workload.files.map((file) => readSql(resolve(project, file))) };
    case 'command':
      return { kind: 'command', command: workload.command, cwd: project };
  }
}

/**
 * Loads a workload. The owner is superuser while it lasts: everything then belongs to it, as in production, and extensions
 * and roles can be made too. Throws RST856, or the abort.
 */
export async function loadWorkload(
  workload: ReadWorkload,
  source: SourceDatabase,
  signal: AbortSignal,
): Promise<void> {
  const { server, database, owner } = source;
  const superuser = await server.session({ database, signal });
  const setRole = async (attribute: string) => {
    if (owner !== SUPERUSER) await superuser.run(`ALTER ROLE ${escapeIdentifier(owner)} ${attribute}`);
  };
  try {
    await setRole('SUPERUSER');
    if (workload.kind === 'command') {
      await runCommand(workload.command, source, workload.cwd, signal);
    } else {
      const session = await Session.open(server.address(database, owner), signal);
      try {
        for (const { name, sql } of workload.parts) await runSql(session, name, sql, signal);
      } finally {
        await session.close();
      }
    }
    await setRole('NOSUPERUSER');
  } finally {
    await superuser.close();
  }
}

/** What only psql understands: its commands, and data between the statements. */
const PSQL_COMMAND = /^\\\w+/m;
const COPY_DATA = /^[ \t]*COPY\b[^;]*\bFROM\s+STDIN\b/im;

function readSql(path: string): { readonly name: string; readonly sql: string } {
  let sql: string;
  try {
    sql = readFileSync(path, 'utf8');
  } catch (error) {
    return fail(rehearsalProblems.workloadUnreadable, { value: path, reason: messageOf(error) }, error);
  }
  const found = COPY_DATA.exec(sql) ?? PSQL_COMMAND.exec(sql);
  if (found !== null) {
    fail(rehearsalProblems.workloadUnreadable, {
      value: path,
      reason: `line ${lineAt(sql, found.index)} is for psql: ${found[0].trim().split('\n', 1)[0] ?? ''}`,
    });
  }
  return { name: basename(path), sql };
}

async function runSql(session: Session, name: string, sql: string, signal: AbortSignal): Promise<void> {
  try {
    await session.run(sql);
  } catch (error) {
    if (signal.aborted || !isSqlError(error)) throw error;
    const position = Number(error.position ?? 0);
    const place = position === 0 ? name : `${name}, line ${lineAt(sql, position)}`;
    fail(rehearsalProblems.workloadFailed, { value: place, reason: messageOf(error) }, error);
  }
}

/** Whether the server refused a statement. */
function isSqlError(error: unknown): error is { readonly position?: string } {
  return sqlStateOf(error) !== undefined;
}

async function runCommand(
  command: string,
  { server, database, owner, password }: SourceDatabase,
  cwd: string,
  signal: AbortSignal,
): Promise<void> {
  const { port } = server.address(database);
  const host = '127.0.0.1';
  const url = new URL(`postgresql://${host}:${port}`);
  url.username = encodeURIComponent(owner);
  url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(database)}`;
  const { code, output } = await runProgram('/bin/sh', ['-c', command], {
    cwd,
    env: {
      ...callersEnvironment(),
      DATABASE_URL: url.href,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: owner,
      PGPASSWORD: password,
      PGDATABASE: database,
    },
    signal,
  });
  if (code === 0) return;
  const lines = output
    .replaceAll(password, '***')
    .split('\n')
    .filter((line) => line.trim() !== '');
  fail(rehearsalProblems.workloadFailed, {
    value: command,
    reason: `it ended with ${code ?? 'a signal'}${lines.length === 0 ? '' : `: ${lines.slice(-3).join(' · ')}`}`,
  });
}

/** The environment of whoever rehearses, without what could lead the command to another database. */
function callersEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('PG') ? [] : [[name, value]],
    ),
  );
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
