import { Check, Restored, type Env } from '../../../lib/drill';
import { codesOf, thrownBy } from '../problems';

const IMAGE = 'ghcr.io/safeops/app:1.0.0';

test('an application is asked for a path, on port 8080, for status 200', () => {
  const check = Check.application({ image: IMAGE, get: '/healthz' });
  expect(check.plan()).toEqual({
    kind: 'application',
    name: 'application answers /healthz',
    timeout: 300,
    runsIn: ['cluster'],
    image: IMAGE,
    env: [],
    http: { path: '/healthz', port: 8080, status: 200 },
  });
  expect(check.needsPod).toBe(true);
});

test('a command runs in a cluster only, and is named by its program alone', () => {
  const check = Check.command({ image: IMAGE, command: ['app', 'verify', '--key=marked-secret'] });
  expect(check.plan()).toMatchObject({
    kind: 'command',
    name: 'command app',
    runsIn: ['cluster'],
    command: ['app', 'verify', '--key=marked-secret'],
  });
});

test('the environment takes literals, properties of the restored database and keys of Secrets, sorted by name', () => {
  const check = Check.command({
    image: IMAGE,
    command: ['app'],
    env: {
      MODE: 'verify',
      DATABASE_URL: Restored.url,
      JDBC: Restored.text`jdbc:postgresql://${Restored.host}:${Restored.port}/${Restored.database}?ssl=false`,
      SESSION_SECRET: { secret: 'app-session', key: 'value' },
    },
  });
  expect(check.plan()).toMatchObject({
    env: [
      { name: 'DATABASE_URL', value: { parts: [{ restored: 'url' }] } },
      {
        name: 'JDBC',
        value: {
          parts: [
            { literal: 'jdbc:postgresql://' },
            { restored: 'host' },
            { literal: ':' },
            { restored: 'port' },
            { literal: '/' },
            { restored: 'database' },
            { literal: '?ssl=false' },
          ],
        },
      },
      { name: 'MODE', value: { parts: [{ literal: 'verify' }] } },
      { name: 'SESSION_SECRET', value: { secret: 'app-session', key: 'value' } },
    ],
  });
  expect(check.secretKeys).toEqual([{ secret: 'app-session', key: 'value' }]);
});

test('user, memory and the text that must come back are a part of the plan', () => {
  const container = { image: IMAGE, user: 999, memory: '256Mi' };
  expect(Check.application({ ...container, get: '/', contains: 'ok' }).plan()).toMatchObject({
    user: 999,
    memory: '256Mi',
    http: { contains: 'ok' },
  });
  expect(Check.command({ ...container, command: ['verify'], prints: 'ok' }).plan()).toMatchObject({
    user: 999,
    memory: '256Mi',
    prints: 'ok',
  });
});

test('a text that every answer contains is no expectation', () => {
  expect(codesOf(() => Check.application({ image: IMAGE, get: '/', contains: '' }))).toEqual(['RST604']);
  expect(codesOf(() => Check.command({ image: IMAGE, command: ['verify'], prints: '' }))).toEqual(['RST604']);
});

test('memory is a quantity', () => {
  expect(codesOf(() => Check.application({ image: IMAGE, get: '/', memory: 'much' }))).toEqual(['RST104']);
});

test('a property of the restored database is no string', () => {
  expect(codesOf(() => `host=${Restored.host as unknown as string}`)).toEqual(['RST611']);
});

test.each<[string, Env]>([
  ['a variable that holds a secret', { DB_PASSWORD: 'marked-secret' }],
  ['a URL with a password', { DATABASE_URL: 'postgresql://app:marked-secret@db/app' }],
])('%s is not written in code, and not repeated in the report', (_what, env) => {
  const problems = thrownBy(() => Check.application({ image: IMAGE, get: '/', env }));
  expect(problems.map(({ code }) => code)).toEqual(['RST610']);
  expect(JSON.stringify(problems)).not.toContain('marked-secret');
});

test('variables that only sound like secrets are left alone', () => {
  const env = { TOKEN_TTL: '30', PASSWORD_MIN_LENGTH: '12', UPSTREAM: 'https://example.org/a@b' };
  expect(codesOf(() => Check.application({ image: IMAGE, get: '/', env }))).toEqual([]);
});

test.each([
  'node',
  'library/node:24',
  'docker.io/library/node:24-bookworm-slim',
  'localhost:5000/app',
  'ghcr.io/a_b/c--d/e.f:V1',
  `node@sha256:${'a'.repeat(64)}`,
])('%s is an image', (image) => {
  expect(codesOf(() => Check.command({ image, command: ['true'] }))).toEqual([]);
});

test.each(['', 'Node', 'a b', 'node:', 'node@sha256:abc', '…', 'https://ghcr.io/a/b', 'a//b'])(
  '%j is no image',
  (image) => {
    expect(codesOf(() => Check.command({ image, command: ['true'] }))).toEqual(['RST609']);
  },
);

test.each([
  ['a relative path', { get: 'healthz' }],
  ['a path with a space', { get: '/a b' }],
  ['port 0', { get: '/', port: 0 }],
  ['a port that is too high', { get: '/', port: 65_536 }],
  ['half a port', { get: '/', port: 80.5 }],
  ['a status that HTTP has not', { get: '/', status: 99 }],
  ['an empty command', { get: '/', command: [] }],
  ['a variable with a space', { get: '/', env: { 'A B': 'x' } }],
  ['root', { get: '/', user: 0 }],
  ['a user by name', { get: '/', user: Number('node') }],
  ['memory in thousandths of a byte', { get: '/', memory: '512m' }],
  ['a Secret without a key', { get: '/', env: { A: { secret: 'x', key: '' } } }],
])('%s is refused', (_what, input) => {
  expect(codesOf(() => Check.application({ image: IMAGE, ...input }))).toEqual(['RST609']);
});
