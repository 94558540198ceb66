import { define } from '../definition';

/** Problems of stores, archives and credentials. */
export const storageProblems = {
  invalidBucketName: define('RST201', {
    title: 'Invalid bucket name',
    severity: 'error',
    explanation:
      'Stores refuse bucket names that are no DNS names; some refuse more. Nothing checks the name before the first upload, so archiving would fail on the running cluster.',
    fix: 'Use 3 to 63 lower-case letters, digits and dashes, starting and ending with a letter or digit.',
  }),
  invalidEndpoint: define('RST202', {
    title: 'Invalid endpoint',
    severity: 'error',
    explanation:
      'The endpoint is handed to every tool as it is: without a scheme, with a path or with credentials in it, some connect elsewhere, some fail, and credentials end up in manifests and logs.',
    fix: 'Write scheme, host and port alone, for example https://s3.example.com:9000. Keys belong in a Secret.',
  }),
  invalidStoreOption: define('RST203', {
    title: 'Invalid option of a backup store',
    severity: 'error',
    explanation:
      'Region, account, location and key are part of the address or the signature of every request: a wrong one gives answers about signatures or redirects on the running cluster.',
    fix: 'Copy the value from the console of the provider.',
  }),
  unencryptedTransport: define('RST204', {
    title: 'Backups would cross a network in clear',
    severity: 'warning',
    explanation:
      'Over http everybody on the way can read and change the backups. Signatures protect the keys, not the data.',
    fix: 'Use https. Private addresses and Services of the cluster are not warned about.',
  }),
  endpointHoldsBucket: define('RST205', {
    title: 'Endpoint seems to contain the bucket',
    severity: 'warning',
    explanation:
      'Tools add the bucket themselves. With the bucket in the endpoint it is there twice: uploads land in a folder named like the bucket, and listings find nothing (cloudnative-pg issue 6319).',
    fix: 'Leave the bucket out of the endpoint.',
  }),
  unsupportedCompression: define('RST206', {
    title: 'Compression the store cannot take',
    severity: 'error',
    explanation:
      'Barman compresses base backups with snappy while it uploads them, so that the parts of an upload differ in length. A store that wants parts of one length refuses to complete the upload: no base backup ever succeeds.',
    fix: 'Compress the data with gzip or bzip2. WAL files may be compressed with anything, they are compressed before the upload.',
  }),
  unsupportedTagging: define('RST207', {
    title: 'Tags the store cannot take',
    severity: 'error',
    explanation:
      'A store without object tags answers every tagged upload with NotImplemented: nothing is archived.',
    fix: 'Leave out the tags, or choose another store.',
  }),
  unsupportedEncryption: define('RST208', {
    title: 'Encryption the store cannot do',
    severity: 'error',
    explanation:
      'The tool asks for encryption with a header on every upload. A store that does not know it, or has no key service behind it, refuses the upload.',
    fix: 'Leave out the encryption: the default of the bucket applies. Where the store was set up for it, say so with `serverSideEncryption` of the store.',
  }),
  unsupportedObjectLock: define('RST209', {
    title: 'Object lock the store cannot do',
    severity: 'error',
    explanation:
      'Locks per version keep the old version while the tool writes a new one. Rules of a bucket refuse to overwrite at all, and Barman writes backup.info more than once: base backups under such a rule fail. A store without locks protects nothing.',
    fix: 'Lock the backups in a store with versions and locks per version, or copy them to a locked bucket.',
  }),
  keysReachBeyondPrefix: define('RST210', {
    title: 'Keys of the store reach beyond their prefix',
    severity: 'warning',
    explanation:
      'The store has no keys for a part of a bucket. Whoever holds the key of one writer can read, overwrite and delete the archives of the others in the bucket, production from develop included.',
    fix: 'Give each environment a bucket of its own; on Hetzner a project of its own.',
  }),
  invalidArchivePlace: define('RST211', {
    title: 'Invalid place of an archive',
    severity: 'error',
    explanation:
      'Tools join bucket, prefix and server name with slashes. An empty segment, a dot segment or a special character is a different object key for each of them: what one writes the other does not find.',
    fix: 'Use letters, digits, dots, dashes and underscores between single slashes, without slashes at the ends.',
  }),
  sharedArchive: define('RST212', {
    title: 'Two writers of one archive',
    severity: 'error',
    explanation:
      'Two clusters in one place overwrite each other\'s WAL and expire each other\'s backups; at best the second one stops with "Expected empty archive". Neither can be restored for certain.',
    fix: 'Give each writer a prefix or server name of its own, neither inside the other.',
  }),
  secretHasNoSuchKey: define('RST213', {
    title: 'Credentials lack a key',
    severity: 'error',
    explanation: 'What is composed refers to a key of the Secret that its contract does not name.',
    fix: 'Name the key where the credentials are declared, or use other credentials.',
  }),
  invalidSecretContract: define('RST214', {
    title: 'Invalid contract of a Secret',
    severity: 'error',
    explanation:
      'A contract says what each key of a Secret holds. A key that Kubernetes does not allow, or that holds two things, can be satisfied by no Secret.',
    fix: "Write what each key holds, for example { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY' }.",
  }),
  invalidRoleArn: define('RST215', {
    title: 'Invalid role ARN',
    severity: 'error',
    explanation:
      'EKS reads the role from an annotation of the ServiceAccount. With another text there pods get no credentials.',
    fix: 'Write the ARN of the IAM role, for example arn:aws:iam::123456789012:role/backup.',
  }),
  conflictingSecret: define('RST216', {
    title: 'One Secret declared in two ways',
    severity: 'error',
    explanation:
      'A namespace has one Secret of a name. Declared with two sources, types or sets of keys, one declaration overwrites the other, and one of the users finds wrong keys or none.',
    fix: 'Declare the credentials once and use that value everywhere, or give one of the Secrets another name.',
  }),
  conflictingSecretValue: define('RST217', {
    title: 'One key of a Secret with two values',
    severity: 'error',
    explanation:
      'The users of the Secret need different values of one key, a bucket for example. It can hold one of them.',
    fix: 'Give each of them a Secret of its own.',
  }),
  oneSecretTwoStores: define('RST218', {
    title: 'One Secret opens two stores',
    severity: 'error',
    explanation:
      'Access keys belong to one store. The other one refuses them, and nothing notices before the first upload.',
    fix: 'Give each store a Secret of its own: `drill.credentials` of a protection names the one its drill reads with.',
  }),
  writerReadsForDrill: define('RST219', {
    title: 'Drills use the credentials of the writer',
    severity: 'warning',
    explanation:
      'A drill with keys that can write the archive can damage what it is to prove: by a mistake in its cluster, or in the hands of whoever takes over the drill namespace.',
    fix: 'Give the drill a key that can only list and read, in a Secret of its own.',
  }),
  sharedCephUser: define('RST220', {
    title: 'One Ceph user in several namespaces',
    severity: 'warning',
    explanation:
      'Rook names the user of the object gateway after the CephObjectStoreUser alone, not after its namespace. Objects of one name in several namespaces are one user with one key, and deleting any of them deletes the user: all the others lose access at once.',
    fix: 'Give each namespace a user of its own and let them share the bucket by a bucket policy, or never delete one of the objects alone.',
  }),
  invalidSecretFile: define('RST221', {
    title: 'Invalid path of a SOPS file',
    severity: 'error',
    explanation: 'The file is listed in the kustomization of its folder, which reads nothing outside of it.',
    fix: 'Write a path inside the Flux folder that ends in .yaml, .yml or .json, for example postgres-app-secret.yaml.',
  }),
  sealedFileMissing: define('RST222', {
    title: 'SOPS file is missing',
    severity: 'error',
    explanation:
      'The composition needs a Secret that Git is to hold encrypted. Without the file Flux cannot build the folder, and nothing in it is applied.',
    fix: 'Make the file with `restorable secrets seal` and commit it.',
  }),
  sealedFileInClear: define('RST223', {
    title: 'SOPS file is not encrypted',
    severity: 'error',
    explanation:
      'A Secret in clear in Git is read by everybody who can read the repository, for ever: it stays in the history. Values outside `data` and `stringData` may be in clear, these may not.',
    fix: 'Encrypt the file with `restorable secrets seal`. If it was ever committed in clear, change the credentials too.',
  }),
  sealedFileUnreadable: define('RST224', {
    title: 'SOPS file is no Kubernetes Secret',
    severity: 'error',
    explanation:
      'Flux applies the file as one Secret after decrypting its values. Anything else, or a file whose kind or name is encrypted too, stops the whole folder.',
    fix: "Keep one v1 Secret in the file and encrypt its values alone: sops --encrypted-regex '^(data|stringData)$'.",
  }),
  sealedFileMismatch: define('RST225', {
    title: 'SOPS file is another Secret',
    severity: 'error',
    explanation:
      'What is composed refers to a Secret by name, type and keys. A file that makes another one leaves the users waiting without an error.',
    fix: 'Seal the Secret anew with the name, type and keys of the contract.',
  }),
  credentialsForeignToStore: define('RST226', {
    title: 'Credentials of another provider',
    severity: 'error',
    explanation:
      'Roles of IAM are known to AWS alone. Pods would sign requests with credentials that the store refuses, and nothing notices before the first upload.',
    fix: 'Use credentials in a Secret with this store.',
  }),
  noReadOnlyKeys: define('RST227', {
    title: 'Store has no keys for reading only',
    severity: 'warning',
    explanation:
      'The keys in the drill namespace can write and delete the backups they are to prove: a mistake in a drill, or whoever takes over its namespace, can destroy them.',
    fix: 'Drill from a copy of the backups that other keys belong to (on Hetzner: another project), or lock the backups.',
  }),
  noAppendOnlyKeys: define('RST228', {
    title: 'Store has no keys for appending only',
    severity: 'warning',
    explanation: 'Whoever writes records with these keys can also delete or replace the ones before.',
    fix: 'Lock what is written (`objectLock`), or keep records in a store with keys that can put and not delete.',
  }),
} as const;
