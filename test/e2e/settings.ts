import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '..', '..', 'e2e.env');

/** A setting of the tests against a real cluster: from the environment, else from `e2e.env`. Throws where it is missing. */
export function findSetting(name: string): string {
  const value = process.env[name] ?? fromFile().get(name);
  if (value === undefined || value === '') throw new Error(`${name} is not set; see test/e2e/README.md`);
  return value;
}

function fromFile(): ReadonlyMap<string, string> {
  if (!existsSync(FILE)) return new Map();
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const match = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim());
      return match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const];
    }),
  );
}
