import { Credentials } from '../../../lib';
import { siteOfEnvironment } from '../../../lib/drill';
import { Fixture } from '../../postgres/fixture';

const drillWith = (role: string) => ({
  drill: {
    namespace: 'restore-test',
    credentials: Credentials.irsa(`arn:aws:iam::123456789012:role/${role}`),
  },
});

function codesOf(first: string, second: string): readonly string[] {
  const fixture = new Fixture({ environment: drillWith(first) });
  const other = fixture.addEnvironment('staging', drillWith(second));
  expect(siteOfEnvironment(other)).toBe(siteOfEnvironment(fixture.environment));
  return fixture.app.compose().problems.map(({ code }) => code);
}

test('environments that drill in one namespace share its site', () => {
  expect(codesOf('reader', 'reader')).not.toContain('RST629');
});

test('a drill namespace cannot have two roles: its service account has one (RST629)', () => {
  expect(codesOf('reader', 'other')).toContain('RST629');
});
