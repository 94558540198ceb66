import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the stack of an error: `at fn (/a/main.ts:3:5)`, `at file:///a/main.ts:3:5` (V8, stack trace API). */
const FRAME = /^\s+at .*?\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/;

/**
 * The places of an error in the files of an app, the innermost first, as `main.ts:12:5`.
 *
 * @param cwd folder that the files are told relative to
 */
export function placesOf(error: unknown, files: ReadonlySet<string>, cwd: string): readonly string[] {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return [];
  return String(error.stack)
    .split('\n')
    .flatMap((line) => {
      const [, path, row, column] = FRAME.exec(line) ?? [];
      if (path === undefined || row === undefined || column === undefined) return [];
      const file = path.startsWith('file://') ? fileURLToPath(path) : path;
      return files.has(file) ? [`${relative(cwd, file)}:${row}:${column}`] : [];
    });
}
