export { BucketReader, compareKeys, type BucketReaderOptions } from './bucket-reader';
export { readMountedCredentials, type MissingKey, type MountedCredentials } from './mounted-credentials';
export { changesSince, ObjectSnapshot, type ObjectChange } from './object-snapshot';
export { StoreError, type StoreFault } from './store-error';
export { assumeRole, tryWebIdentity, type WebIdentity } from './web-identity';
