import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cliProblems, problem, RestorableError } from '../../lib/core/problems';
import { writeFile } from '../write-file';
import { projectFiles } from './project-files';

/**
 * Writes the files of a new project and returns their paths in it. Throws RST720 where one exists, before any is written,
 * and RST721.
 *
 * @param cwd folder that paths are told relative to
 */
export function makeProject(folder: string, cwd: string): readonly string[] {
  const files = projectFiles(folder);
  const existing = [...files.keys()].filter((path) => existsSync(join(folder, path)));
  if (existing.length > 0) {
    throw new RestorableError(
      existing.map((path) =>
        problem(cliProblems.projectFileExists, {
          value: relative(cwd, join(folder, path)),
          reason: 'it stands where a file of the new project would',
        }),
      ),
    );
  }
  for (const [path, content] of files)
    writeFile(join(folder, path), content, relative(cwd, join(folder, path)));
  return [...files.keys()];
}
