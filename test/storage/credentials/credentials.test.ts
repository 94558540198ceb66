import { describe, expect, it } from '@jest/globals';
import { Credentials, type S3Keys } from '../../../lib/storage';
import { codesThrownBy, thrownBy } from '../problem-codes';

const s3 = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };
/** For callers that are not type checked. */
const untyped = (keys: Readonly<Record<string, string>>) => keys as unknown as S3Keys;

describe('credentials in an existing Secret', () => {
  const credentials = Credentials.existing('backup-s3', s3);

  it('are a contract: name, type, keys and source', () => {
    expect(credentials.kind).toBe('existing');
    expect(credentials.name).toBe('backup-s3');
    expect(credentials.keys).toEqual(s3);
    expect(credentials.secretType).toBe('Opaque');
    expect(credentials.source).toEqual({ kind: 'existing' });
  });

  it('need no object, file or annotation', () => {
    expect(credentials.manifests('shop')).toEqual([]);
    expect(credentials.sopsFileNeeded).toBeUndefined();
    expect(credentials.serviceAccountAnnotations).toEqual({});
  });

  it('refer to keys by what they hold', () => {
    expect(credentials.keyRef('region')).toEqual({ name: 'backup-s3', key: 'REGION' });
  });

  it('lack keys that the contract does not name: RST213, or undefined', () => {
    const wider: Credentials<S3Keys> = credentials;
    expect(wider.tryKeyRef('sessionToken')).toBeUndefined();
    const [problem] = thrownBy(() => wider.keyRef('sessionToken'));
    expect(problem).toMatchObject({ code: 'RST213', value: "'sessionToken'" });
    expect(problem?.reason).toContain("'backup-s3'");
  });

  it('of a name and password are of the Kubernetes type for it', () => {
    expect(Credentials.existing('owner', Credentials.basicAuth).secretType).toBe('kubernetes.io/basic-auth');
    expect(Credentials.basicAuth).toEqual({ username: 'username', password: 'password' });
  });

  it('of a signing key or certificates are Opaque', () => {
    expect(Credentials.existing('evidence', { privateKey: 'key.pem' }).secretType).toBe('Opaque');
    expect(Credentials.existing('ca', { certificates: 'ca.crt' }).keyRef('certificates').key).toBe('ca.crt');
  });
});

describe('the contract of a Secret', () => {
  it.each(['Backup', 'a_b', '', 'a/b', 'a'.repeat(254)])("refuses the name '%s' with RST105", (name) => {
    expect(codesThrownBy(() => Credentials.existing(name, s3))).toEqual(['RST105']);
  });

  it('takes a name with dots', () => {
    expect(Credentials.existing('backup.s3', s3).name).toBe('backup.s3');
  });

  it.each([
    [{}, 'holds none of'],
    [{ accessKeyId: 'A' }, 'holds none of'],
    [{ ...s3, regoin: 'REGION2' }, "no 'regoin'"],
    [{ ...s3, password: 'P' }, "no 'password'"],
    [{ ...s3, region: 'ACCESS_KEY_ID' }, 'accessKeyId and region'],
    [{ ...s3, region: 'RE GION' }, 'letters'],
    [{ ...s3, region: '' }, 'letters'],
    [{ username: 'user', password: 'password' }, 'basic-auth'],
  ])('refuses %j with RST214', (keys, reason) => {
    const [problem, ...others] = thrownBy(() => Credentials.existing('s', untyped(keys)));
    expect(problem).toMatchObject({ code: 'RST214', property: 'keys' });
    expect(problem?.reason).toContain(reason);
    expect(others).toEqual([]);
  });
});

describe('credentials declared alike', () => {
  it('are the same, in whatever order keys are written', () => {
    const { region, ...rest } = s3;
    const other = Credentials.existing('backup-s3', { region, ...rest });
    expect(Credentials.existing('backup-s3', s3).isSameAs(other)).toBe(true);
  });

  it.each([
    ['name', Credentials.existing('other', s3)],
    ['keys', Credentials.existing('backup-s3', { ...s3, region: 'AWS_REGION' })],
    ['source', Credentials.bootstrap('backup-s3', s3)],
  ])('are not with another %s', (_, other) => {
    expect(Credentials.existing('backup-s3', s3).isSameAs(other)).toBe(false);
  });
});

describe('a bootstrap Secret', () => {
  it('comes from the platform stack', () => {
    const credentials = Credentials.bootstrap('cnpg-backup-s3', s3);
    expect(credentials.kind).toBe('bootstrap');
    expect(credentials.source).toEqual({ kind: 'bootstrap' });
    expect(credentials.sopsFileNeeded).toBeUndefined();
  });

  it('is handed over to a file that must exist, and the plan says so', () => {
    const credentials = Credentials.bootstrap('cnpg-backup-s3', s3, {
      handover: { file: 'cnpg-backup-s3.yaml' },
    });
    expect(credentials.source).toEqual({ kind: 'bootstrap', handedOverTo: 'cnpg-backup-s3.yaml' });
    expect(credentials.sopsFileNeeded).toBe('cnpg-backup-s3.yaml');
  });

  it('refuses a file outside of its folder with RST221', () => {
    const make = () => Credentials.bootstrap('cnpg-backup-s3', s3, { handover: { file: '../s.yaml' } });
    expect(codesThrownBy(make)).toEqual(['RST221']);
  });
});

describe('a SOPS file', () => {
  const credentials = Credentials.sopsFile('postgres-app', Credentials.basicAuth, {
    file: 'postgres-app-secret.yaml',
  });

  it('must exist, and contain the Secret of the contract', () => {
    expect(credentials.kind).toBe('sops');
    expect(credentials.source).toEqual({ kind: 'sops', file: 'postgres-app-secret.yaml' });
    expect(credentials.sopsFileNeeded).toBe('postgres-app-secret.yaml');
    expect(credentials.sealedFile('production')).toEqual({
      name: 'postgres-app',
      namespace: 'production',
      type: 'kubernetes.io/basic-auth',
      keys: ['username', 'password'],
    });
  });

  it.each(['secrets/app.yml', 'app.json', 'a-b_c.enc.yaml'])("takes the path '%s'", (file) => {
    expect(Credentials.sopsFile('s', Credentials.basicAuth, { file }).file).toBe(file);
  });

  it.each([
    '',
    '/etc/s.yaml',
    '../s.yaml',
    'a/../s.yaml',
    './s.yaml',
    'a//s.yaml',
    's.txt',
    's',
    'a b.yaml',
    'kustomization.yaml',
  ])("refuses the path '%s' with RST221", (file) => {
    const make = () => Credentials.sopsFile('s', Credentials.basicAuth, { file });
    expect(thrownBy(make)).toMatchObject([{ code: 'RST221', property: 'file' }]);
  });
});

describe('an IAM role', () => {
  const credentials = Credentials.irsa('arn:aws:iam::123456789012:role/rciis-cnpg-backup');

  it('is an annotation of the ServiceAccount instead of a Secret', () => {
    expect(credentials.kind).toBe('irsa');
    expect(credentials.name).toBeUndefined();
    expect(credentials.keys).toBeUndefined();
    expect(credentials.secretType).toBeUndefined();
    expect(credentials.source).toBeUndefined();
    expect(credentials.sealedFile('prod')).toBeUndefined();
    expect(credentials.manifests('prod')).toEqual([]);
    expect(credentials.serviceAccountAnnotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/rciis-cnpg-backup',
    });
  });

  it('has no keys to refer to: RST213', () => {
    expect(credentials.tryKeyRef('accessKeyId')).toBeUndefined();
    expect(codesThrownBy(() => credentials.keyRef('accessKeyId'))).toEqual(['RST213']);
  });

  it('is the same by its ARN', () => {
    const again = Credentials.irsa('arn:aws:iam::123456789012:role/rciis-cnpg-backup');
    const drill = Credentials.irsa('arn:aws:iam::123456789012:role/rciis-cnpg-drill');
    expect(credentials.isSameAs(again)).toBe(true);
    expect(credentials.isSameAs(drill)).toBe(false);
  });

  it.each(['arn:aws-cn:iam::123456789012:role/a', 'arn:aws-us-gov:iam::123456789012:role/path/to/a+b'])(
    'takes %s',
    (arn) => {
      expect(Credentials.irsa(arn).roleArn).toBe(arn);
    },
  );

  it.each([
    '',
    'backup',
    'arn:aws:iam::123:role/a',
    'arn:aws:iam::123456789012:user/a',
    'arn:aws:iam::123456789012:role/',
  ])("refuses '%s' with RST215", (arn) => {
    expect(codesThrownBy(() => Credentials.irsa(arn))).toEqual(['RST215']);
  });
});

describe('the types', () => {
  const opensStore = (credentials: Credentials<S3Keys>) => credentials.name;

  it('take every source of S3 credentials where a store is opened', () => {
    expect(opensStore(Credentials.existing('s', s3))).toBe('s');
    expect(opensStore(Credentials.bootstrap('s', s3))).toBe('s');
    expect(opensStore(Credentials.sopsFile('s', s3, { file: 's.yaml' }))).toBe('s');
    expect(opensStore(Credentials.irsa('arn:aws:iam::123456789012:role/a'))).toBeUndefined();
  });

  it('refuse a name and password there, and keys of no contract anywhere', () => {
    // @ts-expect-error a name and password open no store
    expect(opensStore(Credentials.existing('s', Credentials.basicAuth))).toBe('s');
    // @ts-expect-error half a contract is none
    expect(codesThrownBy(() => Credentials.existing('s', { accessKeyId: 'A' }))).toEqual(['RST214']);
    // @ts-expect-error a Secret of these keys has no password
    expect(codesThrownBy(() => Credentials.existing('s', s3).keyRef('password'))).toEqual(['RST213']);
  });
});
