import { fail, fluxProblems } from '../core';

/** Checks the path of a folder, relative to the one it stands in, and returns it. Throws RST420. */
export function folderPath(path: string): string {
  const legal = path
    .split('/')
    .every((segment) => /^[A-Za-z0-9._-]+$/.test(segment) && segment !== '.' && segment !== '..');
  if (legal) return path;
  return fail(fluxProblems.illegalFolder, {
    value: path,
    reason: 'a folder is a relative path of plain segments, without `.` or `..`',
  });
}
