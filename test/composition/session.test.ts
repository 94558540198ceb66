import { currentSession, openSession, runInSession, type Session } from '../../lib';

const session = (projectFolder: string): Session => ({ projectFolder, receive: () => undefined });

test('a session holds while something runs in it, and no longer', () => {
  const outer = session('outer');
  const inner = session('inner');
  expect(currentSession()).toBeUndefined();
  const seen = runInSession(outer, () => [
    currentSession(),
    runInSession(inner, () => currentSession()),
    currentSession(),
  ]);
  expect(seen).toEqual([outer, inner, outer]);
  expect(currentSession()).toBeUndefined();
});

test('a session ends also where what runs in it throws', () => {
  const run = () =>
    runInSession(session('a'), () => {
      throw new Error('app');
    });
  expect(run).toThrow('app');
  expect(currentSession()).toBeUndefined();
});

test('an open session holds until it is closed', async () => {
  const open = session('a');
  const close = openSession(open);
  await Promise.resolve();
  expect(currentSession()).toBe(open);
  close();
  expect(currentSession()).toBeUndefined();
});
