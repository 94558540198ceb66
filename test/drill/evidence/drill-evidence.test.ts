import { BackupStore, Credentials, EvidenceLock, FluxFolder, type EvidenceProps } from '../../../lib';
import {
  composed,
  EVIDENCE,
  Fixture,
  S3_KEYS,
  STORE,
  UNLOCKED_EVIDENCE,
  valueAt,
  type Composed,
} from '../../postgres/fixture';

const MINIO = BackupStore.minio({ endpoint: 'http://10.1.2.3:9000', bucket: 'evidence', region: 'eu' });
const R2 = BackupStore.cloudflareR2({ accountId: '0123456789abcdef0123456789abcdef', bucket: 'evidence' });
const UNKNOWN = BackupStore.s3Compatible({
  endpoint: 'https://s3.example.com',
  bucket: 'evidence',
  region: 'eu',
});
const HETZNER = BackupStore.hetzner({ location: 'fsn1', bucket: 'evidence' });

/** Composes a database whose cluster declares evidence so. */
function composedWith(evidence: Partial<EvidenceProps>): Composed {
  return composed({}, new Fixture({ evidence: { ...EVIDENCE, ...evidence } }));
}

function evidenceOf({ plan }: Composed): unknown {
  return valueAt(plan, 'protections.0.drill.evidence');
}

describe('a drill with evidence', () => {
  test('carries everything the runner needs in its plan', () => {
    const composition = composedWith({
      store: MINIO,
      prefix: 'home/drills',
      lock: EvidenceLock.compliance('30d'),
    });
    expect(composition.codes).toEqual([]);
    expect(evidenceOf(composition)).toEqual({
      store: '10.1.2.3:9000/evidence',
      profile: 'minio',
      endpoint: 'http://10.1.2.3:9000',
      region: 'eu',
      pathStyle: true,
      bucket: 'evidence',
      prefix: 'home/drills',
      conditionalPut: true,
      versioning: true,
      objectLock: { mode: 'COMPLIANCE', retention: 30 * 86_400 },
      credentials: { secret: 'evidence-s3', keys: S3_KEYS },
      signingKey: { secret: 'evidence-key', key: 'PEM' },
    });
  });

  test('asks for no lock where the bucket locks by itself', () => {
    expect(evidenceOf(composedWith({ lock: EvidenceLock.byBucket() }))).not.toHaveProperty('objectLock');
  });

  test('says which Flux Kustomization applies its plan', () => {
    const composition = composed();
    const appliedBy = valueAt(composition.plan, 'protections.0.drill.appliedBy') as { readonly name: string };
    expect(appliedBy).toEqual({ namespace: 'flux-system', name: 'drills-restore-test' });
    const kustomization = composition.find('Kustomization', appliedBy.name);
    expect(valueAt(kustomization, 'spec.path')).toBe('./flux/infrastructure/drills/restore-test');
    expect(composition.findFile('ConfigMap', 'shop-orders-plan')).toContain(
      'infrastructure/drills/restore-test/',
    );
  });

  test('gets keys as files, and nothing of them in its environment or arguments', () => {
    const pod = valueAt(
      composed().find('CronJob', 'shop-orders'),
      'spec.jobTemplate.spec.template.spec',
    ) as object;
    expect(valueAt(pod, 'volumes')).toEqual(
      expect.arrayContaining([
        {
          name: 'secret-evidence',
          secret: { secretName: 'evidence-s3', optional: true, defaultMode: 0o440 },
        },
        {
          name: 'secret-signing-key',
          secret: { secretName: 'evidence-key', optional: true, defaultMode: 0o440 },
        },
      ]),
    );
    expect(valueAt(pod, 'containers.0.volumeMounts')).toEqual(
      expect.arrayContaining([
        { name: 'secret-evidence', mountPath: '/secrets/evidence', readOnly: true },
        { name: 'secret-signing-key', mountPath: '/secrets/signing-key', readOnly: true },
      ]),
    );
    expect(JSON.stringify(valueAt(pod, 'containers'))).not.toContain('secretKeyRef');
  });

  test('needs both Secrets in the drill namespace, with their roles and the least right', () => {
    const { requiredSecrets } = composedWith({ prefix: 'drills' }).plan;
    expect(requiredSecrets.find(({ name }) => name === 'evidence-s3')).toMatchObject({
      namespace: 'restore-test',
      roles: ['evidence-writer'],
      grants: { bucket: 'evidence', prefixes: ['drills'], access: 'append-only' },
      usedBy: ['home/shop/data--postgres/orders'],
    });
    expect(requiredSecrets.find(({ name }) => name === 'evidence-key')).toMatchObject({
      namespace: 'restore-test',
      roles: ['evidence-signing-key'],
      keys: [{ key: 'PEM', holds: 'privateKey' }],
    });
  });

  test('is let out to the store of the evidence besides that of the archive', () => {
    const egress = valueAt(
      composedWith({ store: MINIO }).find('NetworkPolicy', 'allow-stores'),
      'spec.egress',
    );
    expect(egress).toEqual([
      expect.objectContaining({ ports: [{ protocol: 'TCP', port: 443 }] }),
      { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ protocol: 'TCP', port: 9000 }] },
    ]);
  });

  test('trusts the certificates of a store that is not trusted publicly', () => {
    const certificateAuthority = Credentials.existing('evidence-ca', { certificates: 'ca.crt' });
    const store = BackupStore.minio({
      endpoint: 'https://10.1.2.3:9000',
      bucket: 'evidence',
      certificateAuthority,
    });
    const composition = composedWith({ store });
    const container = valueAt(
      composition.find('CronJob', 'shop-orders'),
      'spec.jobTemplate.spec.template.spec.containers.0',
    );
    expect(valueAt(container, 'env')).toContainEqual({
      name: 'NODE_EXTRA_CA_CERTS',
      value: '/secrets/evidence-ca/ca.crt',
    });
    expect(composition.plan.requiredSecrets.find(({ name }) => name === 'evidence-ca')).toMatchObject({
      namespace: 'restore-test',
      roles: ['store-ca'],
    });
  });

  test('follows its environment rather than the cluster', () => {
    const evidence = { ...EVIDENCE, store: MINIO };
    expect(evidenceOf(composed({}, new Fixture({ environment: { evidence } })))).toMatchObject({
      profile: 'minio',
    });
  });
});

describe('without evidence', () => {
  const nowhere = () => {
    const fixture = new Fixture({ evidence: 'none' });
    fixture.addDatabase('orders');
    fixture.addDatabase('billing');
    fixture.addDatabase('orders', {}, new FluxFolder(fixture.addEnvironment('staging'), 'data/staging'));
    return fixture.compose();
  };

  test('drills run, and one warning for the cluster says that their verdicts are not signed (RST822)', () => {
    const composition = nowhere();
    expect(composition.problems).toMatchObject([
      { code: 'RST822', severity: 'warning', path: 'home', property: 'evidence' },
    ]);
    expect(composition.findAll('CronJob')).toHaveLength(3);
    expect(evidenceOf(composition)).toBeUndefined();
    expect(composition.plan.requiredSecrets.flatMap(({ roles }) => roles)).not.toContain('evidence-writer');
  });

  test('nothing is said where nothing is drilled', () => {
    expect(new Fixture({ evidence: 'none' }).compose().codes).not.toContain('RST822');
  });
});

describe('a place that cannot keep evidence as it should', () => {
  test.each<[string, EvidenceProps, readonly string[]]>([
    ['nothing says what locks it', UNLOCKED_EVIDENCE, ['RST823 evidence.lock']],
    [
      'every key can delete, and nothing locks it',
      { ...UNLOCKED_EVIDENCE, store: R2 },
      ['RST228 evidence.credentials', 'RST823 evidence.lock'],
    ],
    ['it locks by rules of the bucket', { ...EVIDENCE, store: R2 }, []],
    [
      'it locks by rules of the bucket alone, and a lock is asked for',
      { ...EVIDENCE, store: R2, lock: EvidenceLock.compliance('30d') },
      ['RST824 evidence.lock'],
    ],
    ['it knows no conditional writes', { ...EVIDENCE, store: HETZNER }, ['RST825 evidence.store']],
    [
      'it knows neither conditional writes nor versions',
      { ...UNLOCKED_EVIDENCE, store: UNKNOWN },
      ['RST228 evidence.credentials', 'RST821 evidence.store', 'RST823 evidence.lock'],
    ],
    [
      'it has no locks, and one is declared',
      { ...EVIDENCE, store: UNKNOWN },
      ['RST209 evidence.lock', 'RST821 evidence.store'],
    ],
    [
      'a role of IAM opens it',
      { ...EVIDENCE, credentials: Credentials.irsa('arn:aws:iam::123456789012:role/evidence') },
      ['RST826 evidence.credentials'],
    ],
    ['its prefix is none', { ...EVIDENCE, prefix: '/drills' }, ['RST211 evidence.prefix']],
    [
      'the reader of the archive has the same Secret',
      {
        ...EVIDENCE,
        credentials: Credentials.existing('drill-s3', S3_KEYS),
        store: STORE,
        prefix: 'evidence',
      },
      ['RST827 evidence.credentials'],
    ],
    [
      'it lies inside the archive',
      { ...EVIDENCE, store: STORE, prefix: 'home/shop/orders/evidence' },
      ['RST828 evidence.store'],
    ],
  ])('%s', (_what, evidence, expected) => {
    const { problems } = composed({}, new Fixture({ evidence }));
    const found = problems.filter(({ path }) => path === 'home');
    expect(found.map(({ code, property }) => `${code} ${property ?? ''}`)).toEqual(expected);
  });

  test('has certificates in another Secret than the archive: Node reads one file of them (RST829)', () => {
    const withAuthority = (bucket: string, name: string) => {
      const certificateAuthority = Credentials.existing(name, { certificates: 'ca.crt' });
      return BackupStore.minio({ endpoint: 'https://10.1.2.3:9000', bucket, certificateAuthority });
    };
    const environment = { store: withAuthority('backups', 'store-ca') };
    const codesWith = (name: string) => {
      const evidence = { ...EVIDENCE, store: withAuthority('evidence', name) };
      return composed({}, new Fixture({ environment, evidence })).codes;
    };
    expect(codesWith('other-ca')).toEqual(['RST829']);
    expect(codesWith('store-ca')).toEqual([]);
  });

  test('is told once, however many drills use it', () => {
    const fixture = new Fixture({ evidence: { ...EVIDENCE, store: HETZNER, prefix: '/' } });
    for (const name of ['orders', 'billing']) fixture.addDatabase(name);
    expect([...fixture.compose().codes].sort()).toEqual(['RST211', 'RST825']);
  });

  test('is told at the environment that declares it', () => {
    const evidence = { ...EVIDENCE, store: HETZNER };
    const { problems } = composed({}, new Fixture({ environment: { evidence } }));
    expect(problems).toMatchObject([{ code: 'RST825', path: 'home/shop', severity: 'warning' }]);
  });

  test('in the bucket of the backups, where keys reach the whole bucket, is warned about (RST828)', () => {
    const evidence = { ...EVIDENCE, store: R2, prefix: 'evidence' };
    const fixture = new Fixture({ environment: { store: R2 }, evidence });
    expect(composed({}, fixture).problem('RST828')).toMatchObject({ severity: 'warning', path: 'home' });
  });
});
