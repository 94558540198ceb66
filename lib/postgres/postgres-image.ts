import type { ClusterSpec } from '../kubernetes/generated/postgresql.cnpg.io/v1';
import { fail, postgresProblems } from '../core';

/** Where the server comes from: a major version, an exact image, or a catalog. */
export type PostgresImageInput = number | PostgresImage;

/** Majors that CloudNativePG 1.30 supports: those of the PostgreSQL project in November 2026. */
const SUPPORTED = { oldest: 14, newest: 18 } as const;

/** The PostgreSQL server of a Cluster. A backup carries no image, so source, recovery and drill must agree on the major. */
export class PostgresImage {
  /** The image of a major version, from the repository of the CloudNativePG project. Throws RST501. */
  static major(major: number): PostgresImage {
    return new PostgresImage(checkMajor(major), { imageName: officialImage(major) });
  }

  /**
   * An exact image. Its tag begins with the major, as the operator demands (CloudNativePG 1.30: `latest` is refused).
   *
   * Throws RST501.
   */
  static exact(image: string): PostgresImage {
    const tag = /:(\d+)(?:[.-][A-Za-z0-9._-]*)?(?:@sha256:[0-9a-f]{64})?$/.exec(image);
    if (tag === null) {
      fail(postgresProblems.unknownMajor, {
        value: image,
        reason: 'its tag does not begin with the major version of PostgreSQL',
        fix: 'Name an image whose tag begins with the major, such as registry.example.org/postgresql:17.6, or use a catalog.',
      });
    }
    return new PostgresImage(checkMajor(Number(tag[1])), { imageName: image });
  }

  /** Reads what a Cluster is given. */
  static of(input: PostgresImageInput): PostgresImage {
    return typeof input === 'number' ? PostgresImage.major(input) : input;
  }

  /** An image of an ImageCatalog or ClusterImageCatalog. */
  static fromCatalog(
    kind: 'ImageCatalog' | 'ClusterImageCatalog',
    name: string,
    major: number,
  ): PostgresImage {
    return new PostgresImage(checkMajor(major), {
      imageCatalogRef: { apiGroup: 'postgresql.cnpg.io', kind, name, major },
    });
  }

  private constructor(
    readonly major: number,
    /** The fields of a Cluster's spec that choose the image. */
    readonly spec: Pick<ClusterSpec, 'imageName' | 'imageCatalogRef'>,
  ) {}

  /** An image with the client programs of this major: the server's own where it is known. */
  get clientImage(): string {
    return this.spec.imageName ?? officialImage(this.major);
  }
}

/** A catalog in the namespace of the Cluster. A drill needs one of the same name in its own namespace. */
export const ImageCatalog = {
  named: (name: string, options: { readonly major: number }) =>
    PostgresImage.fromCatalog('ImageCatalog', name, options.major),
} as const;

/** A catalog for the whole Kubernetes cluster. */
export const ClusterImageCatalog = {
  named: (name: string, options: { readonly major: number }) =>
    PostgresImage.fromCatalog('ClusterImageCatalog', name, options.major),
} as const;

function officialImage(major: number): string {
  return `ghcr.io/cloudnative-pg/postgresql:${major}`;
}

function checkMajor(major: number): number {
  if (!Number.isInteger(major) || major < SUPPORTED.oldest || major > SUPPORTED.newest) {
    fail(postgresProblems.unknownMajor, {
      value: major,
      reason: `the operator supports majors ${SUPPORTED.oldest} to ${SUPPORTED.newest}`,
    });
  }
  return major;
}
