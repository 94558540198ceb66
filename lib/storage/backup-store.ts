import type { ArchivePlan } from '../plan';
import type { Credentials } from './credentials';
import type { CertificateAuthorityKeys } from './credentials/secret-keys';
import { awsProfile, type AwsStoreOptions } from './profiles/aws';
import { cephRgwProfile, type CephRgwStoreOptions } from './profiles/ceph-rgw';
import { cloudflareR2Profile, type CloudflareR2StoreOptions } from './profiles/cloudflare-r2';
import { hetznerProfile, type HetznerStoreOptions } from './profiles/hetzner';
import { minioProfile, type MinioStoreOptions } from './profiles/minio';
import { s3CompatibleProfile, type S3CompatibleStoreOptions } from './profiles/s3-compatible';
import type { ServerSideEncryption, StoreCapabilities } from './store-capabilities';
import type { StoreEgress } from './store-egress';
import type { StoreProfile } from './store-profile';

/** A variable of a container's environment. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

/** A bucket in a store with the S3 API, with what its provider can and cannot do. Holds no secret. */
export class BackupStore {
  /** A bucket in Amazon S3. @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203` */
  static aws(options: AwsStoreOptions): BackupStore {
    return new BackupStore(awsProfile(options));
  }

  /** A bucket in Cloudflare R2. @throws RestorableError `RST107`, `RST201`, `RST203` */
  static cloudflareR2(options: CloudflareR2StoreOptions): BackupStore {
    return new BackupStore(cloudflareR2Profile(options));
  }

  /** A bucket in Hetzner Object Storage. @throws RestorableError `RST107`, `RST201`, `RST203` */
  static hetzner(options: HetznerStoreOptions): BackupStore {
    return new BackupStore(hetznerProfile(options));
  }

  /** A bucket in Ceph's object gateway. @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203` */
  static cephRgw(options: CephRgwStoreOptions): BackupStore {
    return new BackupStore(cephRgwProfile(options));
  }

  /** A bucket in MinIO. @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203` */
  static minio(options: MinioStoreOptions): BackupStore {
    return new BackupStore(minioProfile(options));
  }

  /** A bucket in another store with the S3 API. @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203` */
  static s3Compatible(options: S3CompatibleStoreOptions): BackupStore {
    return new BackupStore(s3CompatibleProfile(options));
  }

  private constructor(private readonly description: StoreProfile) {}

  /** Name of the profile, for example `cloudflare-r2`. */
  get profile(): string {
    return this.description.profile;
  }

  /** Identity of the bucket: host and port of its store, a slash, its name. Equal for two stores that are one place. */
  get id(): string {
    return `${this.description.identity}/${this.description.bucket}`;
  }

  get bucket(): string {
    return this.description.bucket;
  }

  /** URL as tools are told it; undefined where they know it by the region. */
  get endpoint(): string | undefined {
    return this.description.endpoint?.text;
  }

  /** Region that requests are signed for; undefined where any will do. */
  get region(): string | undefined {
    return this.description.region;
  }

  /** Whether the bucket stands in the path of requests instead of their host. */
  get pathStyle(): boolean {
    return this.description.pathStyle;
  }

  get capabilities(): StoreCapabilities {
    return this.description.capabilities;
  }

  /** Where the store is reached, for network policies. */
  get egress(): StoreEgress {
    return this.description.egress;
  }

  /** Secret with the certificates that sign the endpoint's own, if they are not public. */
  get certificateAuthority(): Credentials<CertificateAuthorityKeys> | undefined {
    return this.description.certificateAuthority;
  }

  /** Encryption that uploads ask for where nothing else is said; undefined: what the bucket does by itself. */
  get defaultEncryption(): ServerSideEncryption | undefined {
    return this.description.defaultEncryption;
  }

  /** Whether requests leave private networks unencrypted. */
  get isExposedOnTheWay(): boolean {
    const { endpoint } = this.description;
    return endpoint !== undefined && !endpoint.isTls && !endpoint.isPrivate;
  }

  /** Whether the endpoint begins with the name of the bucket although tools add it themselves. */
  get repeatsBucketInEndpoint(): boolean {
    const { endpoint, pathStyle, bucket } = this.description;
    return pathStyle && endpoint !== undefined && !endpoint.isPrivate && endpoint.beginsWith(bucket);
  }

  /**
   * Environment of Barman's containers, read by boto3: the region, and for stores other than AWS the two variables that
   * keep it from sending checksums they refuse (boto3 1.36; plugin-barman-cloud documentation, object stores).
   */
  sidecarEnvironment(): readonly EnvironmentVariable[] {
    const whenRequired = this.capabilities.checksums === 'when-required';
    return [
      ...(this.region === undefined ? [] : [{ name: 'AWS_DEFAULT_REGION', value: this.region }]),
      ...(whenRequired ? CHECKSUM_VARIABLES.map((name) => ({ name, value: 'when_required' })) : []),
    ];
  }

  /**
   * Additional arguments of Barman's cloud commands for this store. Each keeps its value after an equals sign, since
   * CloudNativePG drops repeated words (barman-cloud, `appendAdditionalCommandArgs`).
   *
   * @param command whether the command writes to the store
   * @param encryption what an uploading command asks for
   */
  barmanArguments(command: 'upload' | 'download', encryption = this.defaultEncryption): readonly string[] {
    const { all = [], upload = {} } = this.description.barmanArguments ?? {};
    if (command === 'download' || encryption === undefined) return all;
    return [...all, ...(upload[encryption] ?? [])];
  }

  /** The plan's part about a place in this store. */
  archivePlan(prefix: string, serverName?: string): ArchivePlan {
    return {
      store: this.id,
      profile: this.profile,
      ...(this.endpoint !== undefined && { endpoint: this.endpoint }),
      ...(this.region !== undefined && { region: this.region }),
      pathStyle: this.pathStyle,
      bucket: this.bucket,
      prefix,
      ...(serverName !== undefined && { serverName }),
    };
  }
}

const CHECKSUM_VARIABLES = ['AWS_REQUEST_CHECKSUM_CALCULATION', 'AWS_RESPONSE_CHECKSUM_VALIDATION'];
