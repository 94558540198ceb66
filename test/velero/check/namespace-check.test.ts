import { NamespaceCheck } from '../../../lib';
import { refusal } from '../../core/refusal';

test('checks plan what the runner looks at', () => {
  expect(NamespaceCheck.ready().planIn('shop')).toMatchObject({ kind: 'namespace.ready', workloads: [] });
  expect(NamespaceCheck.claims('data-0').planIn('shop')).toMatchObject({
    kind: 'namespace.claims',
    namespace: 'shop',
    claims: ['data-0'],
  });
  const sum = 'a'.repeat(64);
  const files = NamespaceCheck.files({ pod: 'web-*', folder: '/data', checksums: { 'b/c': sum, a: sum } });
  expect(files.planIn('shop')).toMatchObject({
    kind: 'namespace.files',
    in: { namespace: 'shop', pod: 'web-*' },
    checksums: [{ path: 'a' }, { path: 'b/c' }],
  });
  expect(NamespaceCheck.http('web', { port: 80, get: '/', contains: 'ok' }).planIn('shop')).toMatchObject({
    kind: 'namespace.http',
    status: 200,
    contains: 'ok',
  });
  const command = NamespaceCheck.command({ pod: 'db-0', container: 'db', command: ['app', '--key=hidden'] });
  expect(command.planIn('shop')).toMatchObject({
    kind: 'namespace.command',
    name: 'command app in db-0',
    in: { pod: 'db-0', container: 'db' },
  });
});

test('a check that was told no namespace is bound to the only one, another keeps its own', () => {
  expect(NamespaceCheck.ready().boundTo('shop').plan()).toMatchObject({ namespace: 'shop', timeout: 300 });
  expect(NamespaceCheck.claimsIn({ namespace: 'other' }, 'a').boundTo('shop').plan()).toMatchObject({
    namespace: 'other',
  });
});

test('only files and commands read data', () => {
  const { ready, claims, files, http, command } = NamespaceCheck;
  const reading = [
    ready(),
    claims('a'),
    http('web', { port: 80, get: '/' }),
    files({ pod: 'a', folder: '/d', count: { atLeast: 1 } }),
    command({ pod: 'a', command: ['b'] }).boundTo('shop'),
  ].map(({ readsData }) => readsData);
  expect(reading).toEqual([false, false, false, true, true]);
});

test.each<readonly [string, () => unknown]>([
  ['RST602', () => NamespaceCheck.claims()],
  ['RST602', () => NamespaceCheck.ready({ workloads: [] })],
  ['RST602', () => NamespaceCheck.files({ pod: 'a', folder: '/d' })],
  ['RST604', () => NamespaceCheck.files({ pod: 'a', folder: '/d', count: { atLeast: 0 } })],
  ['RST604', () => NamespaceCheck.http('web', { port: 80, get: '/', contains: '' })],
  ['RST609', () => NamespaceCheck.files({ pod: 'A', folder: '/d', count: { atLeast: 1 } })],
  ['RST609', () => NamespaceCheck.files({ pod: 'a', folder: 'd', count: { atLeast: 1 } })],
  ['RST609', () => NamespaceCheck.files({ pod: 'a', folder: '/d', checksums: { '../x': 'a'.repeat(64) } })],
  ['RST609', () => NamespaceCheck.files({ pod: 'a', folder: '/d', checksums: { x: 'abc' } })],
  ['RST609', () => NamespaceCheck.http('Web', { port: 80, get: '/' })],
  ['RST609', () => NamespaceCheck.http('web', { port: 0, get: '/' })],
  ['RST609', () => NamespaceCheck.http('web', { port: 80, get: 'x' })],
  ['RST609', () => NamespaceCheck.http('web', { port: 80, get: '/', status: 99 })],
  ['RST609', () => NamespaceCheck.command({ pod: 'a', command: [] })],
])('%s: what can never pass, or always passes, is refused', (code, make) => {
  expect(refusal(make).code).toBe(code);
});
