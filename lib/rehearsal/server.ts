import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';
import { INITDB_PID } from './guardian';
import { LateSignal } from './late-signal';
import { childrenOf, isRunning, signalProcess } from './processes';
import { PROGRAM_ENV, runProgram } from './run-program';
import type { RunnableBinaries } from './runnable-binaries';
import type { Sandbox, Stoppable } from './sandbox';
import { LOG_LINE_PREFIX, ServerLog } from './server-log';
import { Session, type ServerAddress } from './session';
import { SharedMemory } from './shared-memory';
import { isPassing, sqlStateOf } from './thrown';

/** PostgreSQL parameters by name. */
export type ServerParameters = Readonly<Record<string, string>>;

/** Where a server can be reached: by its socket alone, or over TCP on the loopback interface too, with a password. */
export type Listening = 'socket' | 'loopback';

/** Name of the superuser of every server of a rehearsal. */
export const SUPERUSER = 'postgres';

/**
 * WAL segments of the smallest size PostgreSQL has, MiB: a rehearsal writes little, and its archive shall consist of
 * several segments as a real one does.
 */
const SEGMENT_SIZE = '1';

/** Time between two looks at a server that starts, milliseconds. */
const POLL = 10;

/** How often the processes of a server that has ended are looked at before they count as left over. */
const MOST_LOOKS = 500;

/** How long an interrupted initdb may take to end, milliseconds: many times what it takes. */
const INIT_PATIENCE = 15_000;

/** How long a server may take to stop before its processes are killed, milliseconds. */
const PATIENCE = 700;

/** The port names the socket where there is no TCP; folders differ, so it may be the same for all. */
const SOCKET_PORT = 5432;

/** How often another port is tried where somebody took the one that was free. */
const MOST_PORTS = 5;

/** Thrown where a server ended although nobody asked it to. */
export class ServerStopped extends Error {
  constructor(
    readonly server: string,
    readonly log: ServerLog,
  ) {
    const fatal = log.lines().find(({ level }) => level === 'FATAL' || level === 'PANIC');
    super(
      `the ${server} server stopped: ${fatal?.text ?? log.toString().trim().split('\n').at(-1) ?? 'it said nothing'}`,
    );
    this.name = 'ServerStopped';
  }
}

/**
 * One PostgreSQL server in the sandbox, with a folder, a socket and a log of its own. Whoever reaches the socket is
 * trusted; only the user of the servers and root can.
 */
export class PostgresServer implements Stoppable {
  /** A server that does not exist yet; it is stopped with its sandbox. */
  static in(sandbox: Sandbox, name: string, binaries: RunnableBinaries): PostgresServer {
    const server = new PostgresServer(name, sandbox, binaries, sandbox.makeFolder(name));
    sandbox.register(server);
    return server;
  }

  /** What it writes. */
  readonly log = new ServerLog();
  private process: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private port = SOCKET_PORT;
  private memory: SharedMemory | undefined;
  private children: readonly number[] = [];

  private constructor(
    readonly name: string,
    private readonly sandbox: Sandbox,
    private readonly binaries: RunnableBinaries,
    /** Its folder: the socket is here. */
    readonly folder: string,
  ) {}

  /** Its data folder. */
  get data(): string {
    return join(this.folder, 'data');
  }

  /** Process id; undefined where it does not run. */
  get pid(): number | undefined {
    return this.isUp ? this.process?.pid : undefined;
  }

  private get isUp(): boolean {
    // One that could not be started has no id.
    return (
      this.process?.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null
    );
  }

  /**
   * Makes an empty data folder, as CloudNativePG does: UTF-8, locale C, data checksums. Throws what the program said, or the
   * abort once the program has ended.
   */
  async init(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // The servers that initdb runs catch no signal (PostgreSQL 18, bootstrap.c: "curl up and die"): a killed one leaves its
    // shared memory behind, which nobody could find again.
    const late = new LateSignal(signal, INIT_PATIENCE);
    const pidFile = join(this.folder, INITDB_PID);
    const { code, output } = await runProgram(
      this.binaries.initdb,
      [
        `--pgdata=${this.data}`,
        `--username=${SUPERUSER}`,
        '--auth-local=trust',
        '--auth-host=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
        `--wal-segsize=${SEGMENT_SIZE}`,
        // What is in it is worth nothing once the rehearsal is over.
        '--no-sync',
        '--no-instructions',
      ],
      {
        cwd: this.folder,
        user: this.sandbox.user,
        started: (pid) => writeFileSync(pidFile, `${pid}\n`),
        signal: late.signal,
      },
    ).finally(() => late.disarm());
    rmSync(pidFile, { force: true });
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`initdb ended with ${code ?? 'a signal'}: ${output}`);
  }

  /** Starts it on its data folder and waits until it answers. Throws ServerStopped, or the abort. */
  async start(parameters: ServerParameters, listening: Listening, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.port = listening === 'loopback' ? await freePort() : SOCKET_PORT;
      this.launch({ listen_addresses: listening === 'loopback' ? '127.0.0.1' : '', ...parameters });
      try {
        await this.untilReady(() => Promise.resolve(true), signal);
        return;
      } catch (error) {
        const portTaken = /could not bind .*: Address already in use/.test(this.log.toString());
        if (!(error instanceof ServerStopped && portTaken && attempt < MOST_PORTS)) throw error;
      }
    }
  }

  /** Starts the program, and waits for nothing. */
  launch(parameters: ServerParameters): void {
    const all: ServerParameters = {
      listen_addresses: '',
      port: String(this.port),
      unix_socket_directories: `"${this.folder.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
      log_line_prefix: LOG_LINE_PREFIX,
      lc_messages: 'C',
      timezone: 'UTC',
      // In files of the data folder: a killed server would leave other kinds behind.
      dynamic_shared_memory_type: 'mmap',
      // Only a crash of the operating system could tell the difference, and that ends a rehearsal anyway.
      fsync: 'off',
      ...parameters,
    };
    const child = spawn(
      this.binaries.postgres,
      ['-D', this.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        cwd: this.folder,
        ...this.sandbox.user,
        env: PROGRAM_ENV,
        stdio: ['ignore', 'ignore', 'pipe'],
        // Ctrl-C on the terminal must reach this process only, which then stops the server itself.
        detached: true,
      },
    );
    this.process = child;
    this.log.follow(child.stderr);
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
  }

  /**
   * Waits until it answers and a condition holds. Throws ServerStopped, the error of a server that is up and lets nobody
   * in, or the abort.
   */
  async untilReady(condition: (session: Session) => Promise<boolean>, signal: AbortSignal): Promise<void> {
    let session: Session | undefined;
    try {
      for (;;) {
        signal.throwIfAborted();
        if (!this.isUp) {
          await this.ended;
          throw new ServerStopped(this.name, this.log);
        }
        try {
          session ??= await this.session({ database: 'postgres', signal });
          if (await condition(session)) return;
        } catch (error) {
          await session?.close();
          session = undefined;
          if (sqlStateOf(error) !== undefined && !isPassing(error)) throw error;
          // It does not listen yet, or is starting up, or has just ended: the next look tells.
        }
        await sleep(POLL, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      await session?.close();
    }
  }

  /** How to reach a database on it: by its socket. */
  address(database: string, user = SUPERUSER): ServerAddress {
    return { host: this.folder, port: this.port, user, database };
  }

  /** Connects by its socket. */
  session({
    database,
    user,
    signal,
  }: {
    readonly database: string;
    /** @default - the superuser */
    readonly user?: string;
    readonly signal?: AbortSignal;
  }): Promise<Session> {
    return Session.open(this.address(database, user), signal);
  }

  /** Stops it at once, without a checkpoint (SIGQUIT): what is in it is not needed any more. */
  async stop(): Promise<void> {
    this.end('SIGQUIT');
    // The server itself waits for 5 s for a process that does not hear it (PostgreSQL 18, postmaster.c).
    const { pid } = this;
    if (!(await this.endsWithin(PATIENCE)) && pid !== undefined) {
      for (const child of childrenOf(pid)) signalProcess(child, 'SIGKILL');
      if (!(await this.endsWithin(PATIENCE))) this.end('SIGKILL');
    }
    await this.ended;
    await this.untilFreed();
  }

  /** Kills it and every process of it, as a power cut would. */
  async kill(): Promise<void> {
    this.end('SIGKILL');
    for (const child of this.children) signalProcess(child, 'SIGKILL');
    await this.ended;
    await this.untilFreed();
  }

  leftovers(): readonly string[] {
    return [
      ...[...(this.pid === undefined ? [] : [this.pid]), ...this.children.filter(isRunning)].map(
        (pid) => `process ${pid} of the ${this.name} server`,
      ),
      ...(this.memory?.exists() === true
        ? [`shared memory ${this.memory.id} of the ${this.name} server`]
        : []),
    ];
  }

  private end(signal: 'SIGQUIT' | 'SIGKILL'): void {
    const { pid } = this;
    if (pid === undefined) return;
    this.memory = SharedMemory.ofServer(join(this.data, 'postmaster.pid'));
    this.children = childrenOf(pid);
    signalProcess(pid, signal);
  }

  private async endsWithin(milliseconds: number): Promise<boolean> {
    const timer = new AbortController();
    const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([this.ended.then(() => true), late]);
    timer.abort();
    return inTime;
  }

  /** Its processes end by themselves when the first of them is gone. Then the system can free what they shared. */
  private async untilFreed(): Promise<void> {
    for (let look = 0; look < MOST_LOOKS && this.children.some(isRunning); look += 1) await sleep(POLL);
    this.memory?.free();
  }
}
