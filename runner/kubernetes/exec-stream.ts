import type { Readable } from 'node:stream';

/** What a command in a container said and how it ended. */
export interface ExecResult {
  /** Absent: it could not be started, or nobody knows how it ended. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no exit code. */
  readonly problem?: string;
}

/** The subprotocols that are spoken here, the best first (Kubernetes 1.34, `remotecommand/constants.go`). */
export const EXEC_PROTOCOLS = 'v5.channel.k8s.io, v4.channel.k8s.io';

/** Channels: the first byte of a message. */
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

/** Opcodes of frames (RFC 6455, section 5.2). */
const CONTINUATION = 0;
const CLOSE = 8;

/** Longest output that is kept of each stream, bytes; the rest is dropped. */
const LONGEST = 8 * 1024 * 1024;

/** Longest frame that is taken: the API server sends far smaller ones. */
const LONGEST_FRAME = 16 * 1024 * 1024;

/**
 * Reads the answer to an exec request from its WebSocket (RFC 6455), until the server says how the command ended. Nothing is
 * ever sent: the command has no input, and commands are too short for the server to ask whether anybody is there.
 */
export async function readExec(stream: Readable, head: Buffer): Promise<ExecResult> {
  const out = new Output();
  const err = new Output();
  let status: string | undefined;
  let channel = -1;
  for await (const { opcode, payload } of framesOf(stream, head)) {
    if (opcode === CLOSE) break;
    if (opcode > CLOSE) continue;
    const content = opcode === CONTINUATION ? payload : payload.subarray(1);
    if (opcode !== CONTINUATION) channel = payload[0] ?? -1;
    if (channel === STDOUT) out.add(content);
    if (channel === STDERR) err.add(content);
    if (channel === STATUS) {
      status = (status ?? '') + content.toString('utf8');
      if (isJson(status)) break;
    }
  }
  return { stdout: out.text, stderr: err.text, ...endOf(status) };
}

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

async function* framesOf(stream: Readable, head: Buffer): AsyncGenerator<Frame> {
  let rest = head;
  for (;;) {
    for (let frame = takeFrame(rest); frame !== undefined; frame = takeFrame(rest)) {
      yield frame;
      rest = rest.subarray(frame.length);
    }
    const part = await nextPart(stream);
    if (part === undefined) return;
    rest = Buffer.concat([rest, part]);
  }
}

/** The next bytes; undefined at the end. Not by the iterator of the stream, which would end it with the loop. */
function nextPart(stream: Readable): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const done = () => {
      stream.off('readable', look).off('end', ended).off('close', ended).off('error', failed);
    };
    const look = () => {
      const part = stream.read() as Buffer | null;
      if (part === null) return;
      done();
      resolve(part);
    };
    const ended = () => {
      done();
      resolve(undefined);
    };
    const failed = (error: Error) => {
      done();
      reject(error);
    };
    stream.on('readable', look).on('end', ended).on('close', ended).on('error', failed);
    if (stream.readableEnded || stream.destroyed) ended();
    else look();
  });
}

/** The first frame of a buffer; undefined where it is not whole yet. Servers do not mask (RFC 6455, section 5.1). */
function takeFrame(buffer: Buffer): (Frame & { readonly length: number }) | undefined {
  if (buffer.length < 2) return undefined;
  const opcode = buffer.readUInt8(0) & 0x0f;
  const short = buffer.readUInt8(1) & 0x7f;
  const begin = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (buffer.length < begin) return undefined;
  const size =
    short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2));
  if (size > LONGEST_FRAME) throw new Error('a frame of the API server is too long');
  if (buffer.length < begin + size) return undefined;
  return { opcode, payload: buffer.subarray(begin, begin + size), length: begin + size };
}

/** What one stream said. */
class Output {
  private readonly parts: Buffer[] = [];
  private length = 0;

  add(part: Buffer): void {
    if (this.length >= LONGEST) return;
    this.parts.push(part);
    this.length += part.length;
  }

  get text(): string {
    return Buffer.concat(this.parts).subarray(0, LONGEST).toString('utf8');
  }
}

/** The end that a `Status` object tells (Kubernetes 1.34, `remotecommand`, protocol v4 and newer). */
function endOf(text: string | undefined): Pick<ExecResult, 'exitCode' | 'problem'> {
  if (text === undefined || !isJson(text)) return { problem: 'the connection ended before the command did' };
  const { status, reason, message, details } = JSON.parse(text) as {
    readonly status?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly details?: {
      readonly causes?: readonly { readonly reason?: string; readonly message?: string }[];
    };
  };
  if (status === 'Success') return { exitCode: 0 };
  const code = details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  if (reason === 'NonZeroExitCode' && code !== undefined) return { exitCode: Number(code) };
  return { problem: message ?? 'it could not be started' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
