import { Client, DatabaseError } from 'pg';
import type { WitnessPlan } from '../../lib/plan';
import { HEARTBEAT } from '../checks/witness-tables';
import type { DatabaseAddress } from '../checks';
import { pause, type ApiClient, type KubernetesObject } from '../kubernetes';
import { Incident } from '../drill/incident';
import { resourcesOf } from '../drill/objects';

/** Time between two attempts to connect, and how long it is attempted, milliseconds. */
const BETWEEN = 500;
const LONGEST = 120_000;

/** How long one connection or one of our few queries may take, milliseconds. */
const QUERY = 10_000;

/** invalid_catalog_name (PostgreSQL documentation, "PostgreSQL Error Codes"). */
const NO_DATABASE = '3D000';

/** What a restored server says of itself. */
export interface ServerFacts {
  /** For example `17.5`. */
  readonly version: string;
  /** Newest heartbeat of the witness. @default - the protection has no witness, or it wrote nothing */
  readonly heartbeat?: Date;
}

/**
 * How to connect to the restored database as its superuser. CloudNativePG 1.30 writes the password into a Secret; the
 * certificate of the server is signed by a CA of its own, whose Secret also holds the CA's key and is none of the runner's
 * business. So the connection is encrypted and the server's name not checked: it does not leave the drill namespace.
 */
export async function addressOf(
  client: ApiClient,
  {
    namespace,
    drill,
    database,
  }: { readonly namespace: string; readonly drill: string; readonly database: string },
  signal: AbortSignal,
): Promise<DatabaseAddress> {
  const secret = (await client.get(resourcesOf(namespace).secrets, `${drill}-superuser`, signal)) as Secret;
  const password = Buffer.from(secret.data?.['password'] ?? '', 'base64').toString('utf8');
  return {
    host: `${drill}-rw`,
    port: 5432,
    database,
    user: 'postgres',
    password,
    ssl: { rejectUnauthorized: false },
  };
}

/** How a restored database is talked to. */
export interface DatabaseAccess {
  readonly awaitConnection: (address: DatabaseAddress, signal: AbortSignal) => Promise<void>;
  readonly readServerFacts: (
    address: DatabaseAddress,
    witness: WitnessPlan | undefined,
  ) => Promise<ServerFacts>;
}

interface Secret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Waits until the database takes connections and is no longer in recovery. Throws an Incident. */
export async function awaitConnection(address: DatabaseAddress, signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  let last = 'it is still in recovery';
  for (;;) {
    try {
      if (!(await asked(address, (client) => isRecovering(client)))) return;
      last = 'it is still in recovery';
    } catch (error) {
      if (error instanceof DatabaseError && error.code === NO_DATABASE)
        throw new Incident('database-missing', `the restored server has no database ${address.database}`);
      last = codeOf(error);
    }
    if (performance.now() - begun > LONGEST) {
      throw new Incident(
        'database-unreachable',
        `the restored server is ready, but the runner cannot connect to it: ${last}`,
      );
    }
    await pause(BETWEEN, signal);
  }
}

/** Asks the restored server what is measured. */
export function readServerFacts(
  address: DatabaseAddress,
  witness: WitnessPlan | undefined,
): Promise<ServerFacts> {
  return asked(address, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    // "17.5 (Debian 17.5-1.pgdg120+1)".
    const version = (rows[0]?.version ?? '').split(' ')[0] ?? '';
    const heartbeat = witness === undefined ? undefined : await readHeartbeat(client, witness);
    return { version, ...(heartbeat !== undefined && { heartbeat }) };
  });
}

async function readHeartbeat(client: Client, { schema }: WitnessPlan): Promise<Date | undefined> {
  const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(HEARTBEAT)}`;
  const { rows: there } = await client.query<{ there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS there',
    [table],
  );
  if (there[0]?.there !== true) return undefined;
  const { rows } = await client.query<{ at: Date | null }>(`SELECT max(at) AS at FROM ${table}`);
  return rows[0]?.at ?? undefined;
}

async function isRecovering(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ recovering: boolean }>('SELECT pg_is_in_recovery() AS recovering');
  return rows[0]?.recovering !== false;
}

async function asked<T>(address: DatabaseAddress, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    ...address,
    // Named, lest variables of the environment decide.
    ssl: address.ssl ?? false,
    options: '-c search_path=pg_catalog',
    application_name: 'restorable-drill',
    connectionTimeoutMillis: QUERY,
    query_timeout: QUERY,
  });
  // A connection that breaks is told to whoever waits for an answer.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await ask(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Code of an error: its message may quote what it was given. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no answer';
}
