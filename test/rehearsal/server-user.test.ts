import { serverUser } from '../../lib/rehearsal/server-user';
import { thrownBy } from '../drill/problems';

const root = process.getuid?.() === 0;

(root ? test : test.skip)(
  'root runs servers as the first user that the system knows, and never as root',
  () => {
    const user = serverUser(['no-such-user', 'root', 'nobody']);
    expect(user?.uid).toBeGreaterThan(0);
    expect(user?.gid).toBeGreaterThan(0);
  },
);

(root ? test : test.skip)('root without another user is told', () => {
  expect(thrownBy(() => serverUser(['no-such-user', 'root']))).toMatchObject([
    { code: 'RST854', value: "'no-such-user, root'" },
  ]);
});

(root ? test.skip : test)('a normal user runs servers itself', () => {
  expect(serverUser()).toBeUndefined();
});
