import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Incident } from '../incident';
import { runProgram } from '../run-program';
import type { Sandbox } from '../sandbox';
import { messageOf } from '../thrown';
import { quotedForServer } from '../wal-archive';
import type { ArchivePlace } from './archive-options';

/** Commands by which servers reach the store. */
export interface ArchiveCommands {
  readonly archive: string;
  readonly restore: string;
}

/**
 * Puts the program that servers run into a folder of the sandbox, and beside it a file with the credentials that only their
 * user may read. Bundled, since that user may not be able to read this package.
 */
export function installProgram(folder: string, sandbox: Sandbox, place: ArchivePlace): ArchiveCommands {
  const program = join(folder, 'archive.js');
  const credentials = join(folder, 'place.json');
  buildSync({
    entryPoints: [join(__dirname, 'archive-program')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    // Nothing around this package says how it is compiled.
    tsconfigRaw: '{}',
    logLevel: 'silent',
  });
  writeFileSync(credentials, JSON.stringify(place), { mode: 0o600 });
  for (const path of [program, credentials]) sandbox.give(path);
  const word = (path: string) => quotedForServer(path, path);
  const node = word(process.execPath);
  const receipt = quotedForServer(`${folder}/%f.archived`, folder);
  return {
    archive: `${node} ${word(program)} archive ${word(credentials)} '%p' '%f' ${receipt}`,
    restore: `${node} ${word(program)} restore ${word(credentials)} '%p' '%f'`,
  };
}

/** Looks whether the user of the servers can run Node.js, which may be installed where only this one can. Throws an Incident. */
export async function expectNode(
  { folder, user }: Pick<Sandbox, 'folder' | 'user'>,
  signal: AbortSignal,
): Promise<void> {
  let said: string;
  try {
    const { code, output } = await runProgram(process.execPath, ['--version'], { cwd: folder, user, signal });
    if (code === 0) return;
    said = output;
  } catch (error) {
    signal.throwIfAborted();
    said = messageOf(error);
  }
  throw new Incident(
    'place-unsuited',
    `the user that servers run as cannot run ${process.execPath}, which takes WAL to the store: ${said}`,
  );
}
