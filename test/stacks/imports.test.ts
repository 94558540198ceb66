import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../examples/compile';

const folder = join(ROOT, 'stacks');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

function importsOf(file: string): string[] {
  const source = readFileSync(join(folder, file), 'utf8');
  return [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('the stacks', () => {
  it('load no provider as a whole: kubernetes and aws have thousands of files', () => {
    const whole = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => /^@pulumi\/(aws|command|hcloud|kubernetes|random|tls)$/.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(files.length).toBeGreaterThan(40);
    expect(whole).toEqual([]);
  });

  it('read the plan and never constructs', () => {
    const constructs = files.flatMap((file) =>
      importsOf(file)
        .filter(
          (name) =>
            name === 'constructs' || name === 'cdk8s' || name === 'restorable' || name.endsWith('/lib'),
        )
        .map((name) => `${file}: ${name}`),
    );
    expect(constructs).toEqual([]);
  });
});
