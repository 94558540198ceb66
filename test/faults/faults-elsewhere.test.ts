import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS_ELSEWHERE } from './faults-elsewhere';

test.each(FAULTS_ELSEWHERE)('$name: $file tests it', ({ file, title }) => {
  const text = readFileSync(join(__dirname, '..', file), 'utf8');
  const at = text.indexOf(`'${title}`);
  expect(at).toBeGreaterThan(0);
  // Neither skipped nor left to do: what stands before the title begins a test.
  expect(text.slice(0, at)).toMatch(/(?:^|\n)\s*(?:test|\)|test\.each\([^\n]*\))\(\s*$/);
});
