import { inspectClusterSettings } from '../../../../stacks/cluster/rules';
import { tokenHash } from '../../../../stacks/cluster/join-token';
import { BUNDLE, settingsWith } from '../example-cluster';

test('a bundle that no server could use is refused, and nothing of it shown', () => {
  const token = 'MARKED:short';
  const bundle = { ...BUNDLE, token, tokenHash: tokenHash(token) };
  const authorities = { ...BUNDLE.authorities, client: { certificate: 'MARKED', privateKey: 'MARKED' } };
  const problems = inspectClusterSettings(
    settingsWith({ restoreFrom: { snapshot: 'latest', bundle: { ...bundle, authorities } } }),
  );
  expect(problems.map(({ code, property }) => `${code} ${property ?? ''}`)).toEqual([
    'RST920 restoreFrom.bundle.token',
    'RST920 restoreFrom.bundle.authorities.client',
  ]);
  expect(JSON.stringify(problems)).not.toContain('MARKED');
});
