import { define } from '../definition';

/** Problems of evidence: keys, records, chains and the places where records are kept. */
export const evidenceProblems = {
  invalidSigningKey: define('RST801', {
    title: 'Invalid signing key',
    severity: 'error',
    explanation:
      'A verdict that cannot be signed proves nothing to anybody else. Evidence is signed with Ed25519; the private key is a PEM file (PKCS #8) without a passphrase, since nobody is there to type one when a drill runs.',
    fix: 'Make a pair of keys with restorable evidence keygen, and keep the private one in the Secret of the contract.',
  }),
  invalidPublicKey: define('RST802', {
    title: 'Invalid public key',
    severity: 'error',
    explanation: 'Without the public key of the signer nobody can tell a real record from a forged one.',
    fix: 'Give the public key that restorable evidence keygen wrote: PEM (SPKI), Ed25519.',
  }),
  unreadableRecord: define('RST803', {
    title: 'A record cannot be read',
    severity: 'error',
    explanation:
      'It is not a signed envelope (DSSE) with a statement about a drill, so it proves nothing. Something else was put in its place, or the file is damaged.',
    fix: 'Find out who wrote it. The object store keeps older versions where versioning is on.',
  }),
  unknownPayloadType: define('RST804', {
    title: 'A record of an unknown payload type',
    severity: 'error',
    explanation:
      'The type says how the signed bytes are to be understood. Bytes signed for another purpose must not be read as a verdict.',
    fix: 'Find out who wrote it; records of restorable have the type application/vnd.in-toto+json.',
  }),
  tamperedRecord: define('RST805', {
    title: 'A record was changed after it was signed',
    severity: 'error',
    explanation: 'It names a trusted key, but the signature does not fit its content.',
    fix: 'Trust nothing it says. Look who may write to the place where records are kept.',
  }),
  wrongKey: define('RST806', {
    title: 'A record is signed by no trusted key',
    severity: 'error',
    explanation:
      'Anybody can make a pair of keys and sign a verdict with it. Only the keys that are given count.',
    fix: 'Give the public key too if it is an older one of yours; otherwise find out who wrote the record.',
  }),
  unknownStatement: define('RST807', {
    title: 'A record with a statement of another kind',
    severity: 'error',
    explanation:
      'It is signed by a trusted key, but says something else than what a drill found, or says it in a version that is not known here.',
    fix: 'Verify with the version of restorable that wrote the record, or a newer one.',
  }),
  missingLink: define('RST808', {
    title: 'The record before is missing',
    severity: 'error',
    explanation:
      'Each record names the one before it by its digest. That one is not there: it was removed or replaced, and it may have told of a failed drill.',
    fix: 'Restore the removed record from an older version of the object or from a copy, or explain the gap.',
  }),
  replayedRecord: define('RST809', {
    title: 'A record under a name that is not its own',
    severity: 'error',
    explanation:
      'The signature of a copied record stays valid. A passed drill could be shown again as a newer one, or as the drill of another protection.',
    fix: 'Remove the copy. What it proves it proves only in its own place.',
  }),
  forkedChain: define('RST810', {
    title: 'Two records follow the same one',
    severity: 'error',
    explanation:
      'A chain has one record after each. Where it has two, two writers did not see each other, or somebody with the key tells two stories.',
    fix: 'Find out which writers use this key, and change the key if one of them is not yours.',
  }),
  clockBackwards: define('RST811', {
    title: 'The clock runs backwards',
    severity: 'error',
    explanation:
      'A record is dated before the one it follows, or ends before it begins. Its age says nothing, so it cannot show that a backup is proven today.',
    fix: 'Correct the clocks of the machines that drill, then drill again.',
  }),
  wrongSequence: define('RST812', {
    title: 'A record out of sequence',
    severity: 'error',
    explanation:
      'Records of a protection are counted from 1 without gaps. A count that does not fit the record before shows that the chain was not made by restorable alone.',
    fix: 'Compare the records with a copy, and find out who else writes with this key.',
  }),
  rehearsalAmongDrills: define('RST813', {
    title: 'A rehearsal among drills',
    severity: 'warning',
    explanation:
      'A rehearsal runs on a generated database, not on the real backup. Its record is marked and never counts as a drill, but beside drills it is easily taken for one.',
    fix: 'Keep rehearsals in another folder than drills.',
  }),
  truncatedChain: define('RST814', {
    title: 'The end of a chain is missing',
    severity: 'error',
    explanation:
      'A record that is known to have been written is not in the chain. Whoever removes the newest records leaves a chain that looks whole.',
    fix: 'Look for removed objects; the removed records may tell of failed drills.',
  }),
  recordFromFuture: define('RST815', {
    title: 'A record from the future',
    severity: 'error',
    explanation:
      'It is dated later than now, so it would count as fresh for longer than it may, perhaps for ever.',
    fix: 'Compare the clock of the machine that drilled with the one of this machine.',
  }),
  alteredRecord: define('RST816', {
    title: 'Somebody tried to change a record',
    severity: 'error',
    explanation:
      'The object store holds newer versions of it, or a mark that it is deleted. The oldest version counts, so nothing was changed by this, but whoever tried can write to the bucket.',
    fix: 'Find out whose credentials were used, and let them put, get and list but neither overwrite nor delete.',
  }),
  storeRefused: define('RST817', {
    title: 'The place of the evidence cannot be used',
    severity: 'error',
    explanation:
      'Records could not be listed, read or written there. A verdict that could not be written is kept by its drill and written later.',
    fix: 'Make the place reachable, and let the credentials list, get and put objects below the prefix.',
  }),
  unsafeFile: define('RST818', {
    title: 'Something that is no record stands in the way',
    severity: 'error',
    explanation:
      'Records are plain files in plain folders. A symbolic link or a device there could make restorable read or write somewhere else.',
    fix: 'Remove it, or choose a folder that nothing else writes to.',
  }),
  invalidRecordName: define('RST819', {
    title: 'Invalid place of a record',
    severity: 'error',
    explanation:
      'Records are named after the protection and counted. A name with other characters could leave the folder or the prefix of the evidence, or stand for two protections.',
    fix: 'Name protections cluster/environment/name, each part of letters, digits, dots, dashes and underscores.',
  }),
  invalidRecord: define('RST820', {
    title: 'A verdict that cannot be recorded',
    severity: 'error',
    explanation:
      'What is signed must have exactly one spelling and bind the verdict to a configuration. A record without these could be read in two ways.',
    fix: 'Give a result of finite numbers, texts, lists and objects, and the SHA-256 of the configuration in hex.',
  }),
  storeKeepsNothing: define('RST821', {
    title: 'A store that cannot keep evidence',
    severity: 'error',
    explanation:
      'It can neither refuse to overwrite an object nor keep its older versions, so whoever can write a record can also replace it.',
    fix: 'Use a bucket with versioning, or a store that knows conditional writes (If-None-Match).',
  }),
  unsignedVerdicts: define('RST822', {
    title: 'Verdicts of drills are not signed',
    severity: 'warning',
    explanation:
      'Drills run and tell their verdict as a status, an Event and metrics. Whoever may write in the drill namespace can forge all of these, and nothing is left of a drill once they are overwritten: to an auditor the backups are unproven.',
    fix: 'Give the KubernetesCluster, or the Environment, `evidence`: a bucket, keys that may put and not delete, and a signing key made with restorable evidence keygen.',
  }),
  evidenceNotLocked: define('RST823', {
    title: 'Evidence is not locked',
    severity: 'warning',
    explanation:
      'Records are chained, so a removed one in the middle is found. The newest ones can be removed without a trace by whoever may delete objects in the bucket, a failed drill first of all.',
    fix: 'Lock the bucket by a rule of its own and say so with lock: EvidenceLock.byBucket(), or ask for a lock with every record: EvidenceLock.compliance("365d").',
  }),
  invalidEvidenceLock: define('RST824', {
    title: 'A lock of evidence that cannot be had',
    severity: 'error',
    explanation:
      'A store that does not know the lock refuses every record that asks for it, so no verdict would ever be stored; a lock of less than a day ends before anybody looks.',
    fix: 'Ask for at least one day where the store locks versions (Amazon S3, MinIO, Ceph); elsewhere lock the bucket by its rules and declare EvidenceLock.byBucket().',
  }),
  evidenceCanBeOverwritten: define('RST825', {
    title: 'Store of evidence knows no conditional writes',
    severity: 'warning',
    explanation:
      'It cannot be told to refuse a put where the object exists, so two drills at the same time can write one record over the other. The oldest version counts, but only where versioning is really switched on for the bucket; else the first verdict is lost.',
    fix: 'Switch on versioning for the bucket, or keep evidence in a store with conditional writes (Amazon S3, Cloudflare R2, MinIO).',
  }),
  evidenceNeedsSecret: define('RST826', {
    title: 'Credentials of evidence are in no Secret',
    severity: 'error',
    explanation:
      'The drill runner reads the keys of the evidence store and the signing key from files of Secrets in the drill namespace. The IAM role of the namespace is that of the archive reader, which must not write.',
    fix: 'Give credentials with a Secret: Credentials.existing, bootstrap, sopsFile or externalSecret.',
  }),
  evidenceSharesSecret: define('RST827', {
    title: 'One Secret for the archive and the evidence',
    severity: 'error',
    explanation:
      'One Secret holds one pair of keys. With a pair that reads the archive and writes evidence, a drill could write what it is to prove, or not record what it found.',
    fix: 'Give evidence a Secret of its own, with keys that may put, get and list in its bucket, and nothing more.',
  }),
  evidenceBesideBackups: define('RST828', {
    title: 'Evidence lies where keys of the backups reach',
    severity: 'warning',
    explanation:
      'Whoever holds the keys of the backups can delete or overwrite the records that say whether those backups work, and what prunes backups may take records along.',
    fix: 'Keep evidence in a bucket of its own.',
  }),
  evidenceOtherAuthority: define('RST829', {
    title: 'Archive and evidence with certificates in two Secrets',
    severity: 'error',
    explanation:
      'Node, which the drill runner runs on, reads one file of additional certificates. The store of the other file would not be trusted, so that no record could be stored there.',
    fix: 'Put the certificates of both stores into one Secret, and give both stores that one as certificateAuthority.',
  }),
} as const;
