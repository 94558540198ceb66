import { join } from 'node:path';
import { ownFolder, ownPackage, tryFindPackageFolder } from '../../cli/own-package';

test('the package is the one this checkout makes', () => {
  expect(ownFolder()).toBe(join(__dirname, '..', '..'));
  expect(Object.keys(ownPackage().peerDependencies).sort()).toEqual(['cdk8s', 'constructs']);
});

test('a folder in no package has none', () => {
  expect(tryFindPackageFolder('/')).toBeUndefined();
});
