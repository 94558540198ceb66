import { RehearsalProgress } from '../../../cli/rehearse/rehearsal-progress';
import { Terminal } from '../../../cli/terminal';
import { TestHost } from '../host';

function progressOn(terminal: boolean) {
  const host = new TestHost('/', { terminal, env: { NO_COLOR: '1' } });
  return { host, progress: new RehearsalProgress(Terminal.messages(host)) };
}

test('where nobody looks there is a line for each step', () => {
  const { host, progress } = progressOn(false);
  progress.step('shop/orders', { phase: 'prepare', step: 'taking a base backup', elapsed: 1340 });
  progress.step('shop/orders', { phase: 'restore', step: 'restoring', elapsed: 2000 });
  progress.end();
  expect(host.printed.stderr).toBe(
    'shop/orders: 1.3 s: taking a base backup\nshop/orders: 2.0 s: restoring\n',
  );
});

test('on a terminal one line changes, and is gone at the end', () => {
  const { host, progress } = progressOn(true);
  progress.step('shop/orders', { phase: 'prepare', step: 'taking a base backup', elapsed: 1300 });
  const [first = ''] = host.printed.stderr.split('\n');
  expect(first).toMatch(/^\r\u001b\[K⠋ shop\/orders: taking a base backup \(1\.3 s\)$/);
  progress.step('shop/orders', { phase: 'restore', step: 'restoring', elapsed: 2000 });
  progress.end();
  expect(host.printed.stderr).not.toContain('\n');
  expect(host.printed.stderr).toMatch(/⠙ shop\/orders: restoring \(2\.0 s\)\r\u001b\[K$/);
});

test('on a terminal a line that would wrap is cut', () => {
  const { host, progress } = progressOn(true);
  Object.assign(host.stderr, { columns: 20 });
  progress.step('shop/orders', { phase: 'prepare', step: 'taking a base backup', elapsed: 0 });
  progress.end();
  expect(host.printed.stderr).toContain('⠋ shop/orders: taki\r');
});
