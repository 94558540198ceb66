import fc from 'fast-check';
import { ClusterImageCatalog, ImageCatalog, PostgresImage } from '../../lib';
import { composed } from './fixture';
import { codesThrownBy, thrownBy } from '../storage/problem-codes';

const SUPPORTED = [14, 15, 16, 17, 18];

describe('PostgresImage', () => {
  test.each(SUPPORTED)('knows major %d and its official image', (major) => {
    const image = PostgresImage.major(major);
    expect(image.major).toBe(major);
    expect(image.spec).toEqual({ imageName: `ghcr.io/cloudnative-pg/postgresql:${major}` });
  });

  test.each([13, 19, 0, -17, 17.5, NaN, Infinity])('refuses the major %d (RST501)', (major) => {
    expect(codesThrownBy(() => PostgresImage.major(major))).toEqual(['RST501']);
  });

  test.each([
    ['ghcr.io/cloudnative-pg/postgresql:17', 17],
    ['ghcr.io/cloudnative-pg/postgresql:17.6', 17],
    ['ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie', 16],
    ['ghcr.io/cloudnative-pg/postgresql:18-minimal-bookworm', 18],
    ['registry.example.org:5000/postgresql:15.3', 15],
    [`registry.example.org/postgresql:17.6@sha256:${'a'.repeat(64)}`, 17],
  ])('reads the major of %s', (image, major) => {
    expect(PostgresImage.exact(image)).toMatchObject({ major, spec: { imageName: image } });
  });

  test.each([
    'postgresql',
    'postgresql:latest',
    'postgresql:v17',
    'registry.example.org:5000/postgresql',
    `postgresql@sha256:${'a'.repeat(64)}`,
    'postgresql:17.6@sha256:abc',
    'postgresql:17x',
    'postgresql:170',
    'postgresql:13.4',
    'postgresql:',
    '',
  ])("refuses '%s', whose major cannot be told or is not supported (RST501)", (image) => {
    expect(codesThrownBy(() => PostgresImage.exact(image))).toEqual(['RST501']);
  });

  test('says of a tag without a major what to write', () => {
    const [problem] = thrownBy(() => PostgresImage.exact('postgresql:latest'));
    expect(problem).toMatchObject({
      value: "'postgresql:latest'",
      reason: 'its tag does not begin with the major version of PostgreSQL',
    });
    expect(problem?.fix).toContain('registry.example.org/postgresql:17.6');
  });

  test('reads the major of every tag that begins with a supported one', () => {
    const tag = fc.stringMatching(/^([.-][A-Za-z0-9._-]{0,20})?$/);
    const digest = fc.option(fc.stringMatching(/^[0-9a-f]{64}$/));
    fc.assert(
      fc.property(fc.constantFrom(...SUPPORTED), tag, digest, (major, rest, sha256) => {
        const image = `ghcr.io/x/postgresql:${major}${rest}${sha256 === null ? '' : `@sha256:${sha256}`}`;
        expect(PostgresImage.exact(image).major).toBe(major);
      }),
    );
  });

  test('never takes a tag that begins with another number', () => {
    const other = fc.integer({ min: 0, max: 9999 }).filter((number) => !SUPPORTED.includes(number));
    fc.assert(
      fc.property(other, fc.constantFrom('', '.1', '-standard'), (number, rest) => {
        expect(codesThrownBy(() => PostgresImage.exact(`postgresql:${number}${rest}`))).toEqual(['RST501']);
      }),
    );
  });
});

describe('a catalog', () => {
  test.each([
    ['ImageCatalog', ImageCatalog],
    ['ClusterImageCatalog', ClusterImageCatalog],
  ])('%s gives the image by its major', (kind, catalog) => {
    const image = catalog.named('postgresql', { major: 16 });
    expect(image.major).toBe(16);
    expect(image.spec).toEqual({
      imageCatalogRef: { apiGroup: 'postgresql.cnpg.io', kind, name: 'postgresql', major: 16 },
    });
  });

  test('has no image of an unsupported major (RST501)', () => {
    expect(codesThrownBy(() => ImageCatalog.named('postgresql', { major: 9 }))).toEqual(['RST501']);
    expect(codesThrownBy(() => ClusterImageCatalog.named('postgresql', { major: 9 }))).toEqual(['RST501']);
  });

  test('leaves the client programs to the official image of its major', () => {
    expect(ImageCatalog.named('own', { major: 16 }).clientImage).toBe('ghcr.io/cloudnative-pg/postgresql:16');
    expect(PostgresImage.exact('own/postgresql:16.1').clientImage).toBe('own/postgresql:16.1');
  });
});

describe('a PostgresCluster', () => {
  test('reports an unsupported major where it is written (RST501)', () => {
    expect(composed({ postgres: 9 }).problem('RST501')).toMatchObject({
      path: 'home/shop/data--postgres/orders',
      property: 'postgres',
      value: '9',
      reason: 'the operator supports majors 14 to 18',
    });
  });

  test('runs live and in drills on the same image', () => {
    const image = PostgresImage.exact('ghcr.io/cloudnative-pg/postgresql:17.6');
    const { cluster, drillCluster, plan, codes } = composed({ postgres: image });
    expect(codes).toEqual([]);
    expect(cluster['spec']).toMatchObject({ imageName: 'ghcr.io/cloudnative-pg/postgresql:17.6' });
    expect(drillCluster['spec']).toMatchObject({ imageName: 'ghcr.io/cloudnative-pg/postgresql:17.6' });
    expect(plan.protections[0]?.source['postgresMajor']).toBe(17);
  });

  test('of a catalog names no image', () => {
    const { cluster, drillCluster } = composed({
      postgres: ClusterImageCatalog.named('postgresql', { major: 18 }),
    });
    for (const { spec } of [cluster, drillCluster] as { spec?: Record<string, unknown> }[]) {
      expect(spec?.['imageName']).toBeUndefined();
      expect(spec?.['imageCatalogRef']).toMatchObject({ name: 'postgresql', major: 18 });
    }
  });
});
