import { workloadOf } from '../../../cli/rehearse/workload-option';
import { refusal } from '../../core/refusal';

test('without any there is no workload: one is generated', () => {
  expect(workloadOf([], '/shop')).toBeUndefined();
});

test('files of SQL are loaded in their order, relative to the current folder', () => {
  expect(workloadOf(['db/schema.sql', '/data/rows.SQL'], '/shop')).toEqual({
    kind: 'files',
    files: ['/shop/db/schema.sql', '/data/rows.SQL'],
  });
});

test('anything else is a command', () => {
  expect(workloadOf(['npm run seed'], '/shop')).toEqual({ kind: 'command', command: 'npm run seed' });
});

test.each([
  ['two commands', ['npm run migrate', 'npm run seed']],
  ['a command beside a file', ['schema.sql', 'npm run seed']],
])('%s are RST701', (_, given) => {
  expect(refusal(() => workloadOf(given, '/shop'))).toMatchObject({ code: 'RST701' });
});
