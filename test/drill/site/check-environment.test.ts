import { Check, Restored, type Env } from '../../../lib/drill';
import { checkEnvironment, unexpanded } from '../../../lib/drill/site/check-environment';

function variables(env: Env) {
  return checkEnvironment(
    'develop-orders',
    Check.command({ image: 'app', command: ['app'], env }).plan().env,
  );
}

const fromOwner = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'develop-orders-app', key } },
});

test('properties of the restored database come out of the Secret of its owner, by reference', () => {
  const { url, host, port, user, password, database } = Restored;
  expect(variables({ A: url, B: host, C: port, D: user, E: password, F: database })).toEqual([
    fromOwner('A', 'uri'),
    fromOwner('B', 'host'),
    fromOwner('C', 'port'),
    fromOwner('D', 'username'),
    fromOwner('E', 'password'),
    fromOwner('F', 'dbname'),
  ]);
});

test('text with properties in it is put together of variables that stand before it', () => {
  const env = {
    JDBC: Restored.text`jdbc:postgresql://${Restored.host}/${Restored.database}?cost=$5`,
    LIBPQ: Restored.text`host=${Restored.host}`,
  };
  expect(variables(env)).toEqual([
    fromOwner('RESTORED_HOST', 'host'),
    fromOwner('RESTORED_DATABASE', 'dbname'),
    { name: 'JDBC', value: 'jdbc:postgresql://$(RESTORED_HOST)/$(RESTORED_DATABASE)?cost=$$5' },
    { name: 'LIBPQ', value: 'host=$(RESTORED_HOST)' },
  ]);
});

test('a variable of the user keeps its name', () => {
  const env = { RESTORED_HOST: 'mine', TEXT: Restored.text`host=${Restored.host}` };
  expect(variables(env)).toEqual([
    fromOwner('RESTORED_HOST_', 'host'),
    { name: 'RESTORED_HOST', value: 'mine' },
    { name: 'TEXT', value: 'host=$(RESTORED_HOST_)' },
  ]);
});

test('Secrets of the user are referred to, and an empty text is none', () => {
  expect(variables({ EMPTY: '', KEY: { secret: 'app-session', key: 'value' } })).toEqual([
    { name: 'EMPTY' },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'app-session', key: 'value' } } },
  ]);
});

test('what is written stays as written', () => {
  expect(unexpanded('echo $(HOME) $$ $1')).toBe('echo $$(HOME) $$$$ $$1');
});
