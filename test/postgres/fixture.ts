import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  EvidenceLock,
  FluxFolder,
  KubernetesCluster,
  PostgresCluster,
  Schedule,
  type AppProps,
  type Composition,
  type EnvironmentProps,
  type EvidenceProps,
  type KubernetesClusterProps,
  type PostgresClusterProps,
  type Problem,
} from '../../lib';
import type { Manifest } from '../../lib/flux/emit';

/** Keys of the S3 Secrets of fixtures. */
export const S3_KEYS = { accessKeyId: 'ID', secretAccessKey: 'KEY', region: 'REGION', bucket: 'BUCKET' };

/** A store that takes everything, so that fixtures are free of warnings. */
export const STORE = BackupStore.aws({ bucket: 'backups', region: 'eu-central-1' });

/** A place for evidence of which nothing says what locks it. */
export const UNLOCKED_EVIDENCE: EvidenceProps = {
  store: BackupStore.aws({ bucket: 'evidence', region: 'eu-central-1' }),
  credentials: Credentials.existing('evidence-s3', S3_KEYS),
  signingKey: Credentials.existing('evidence-key', { privateKey: 'PEM' }),
};

/** A place for evidence, so that fixtures are free of warnings. */
export const EVIDENCE: EvidenceProps = { ...UNLOCKED_EVIDENCE, lock: EvidenceLock.byBucket() };

/** A check that reads data, so that drills are free of warnings. */
export const READS_DATA = Check.query('SELECT count(*) FROM orders', { atLeast: 1 });

/** A drill without anything to report. */
export const DRILL = { schedule: Schedule.weekly('sun', '04:00'), checks: [READS_DATA] };

/** What a fixture has besides its defaults. */
export interface FixtureProps {
  readonly app?: Partial<AppProps>;
  readonly cluster?: Partial<KubernetesClusterProps>;
  /** Of the cluster; `none`: it names no place. @default - EVIDENCE */
  readonly evidence?: EvidenceProps | 'none';
  readonly environment?: Partial<EnvironmentProps>;
}

/** An App with one cluster, one environment and one folder. Nothing of it is on disk. */
export class Fixture {
  readonly app: App;
  readonly cluster: KubernetesCluster;
  readonly environment: Environment;
  readonly folder: FluxFolder;

  constructor(props: FixtureProps = {}) {
    this.app = new App({ repository: join(tmpdir(), 'restorable-no-such-repository'), ...props.app });
    const { evidence = EVIDENCE } = props;
    this.cluster = new KubernetesCluster(this.app, 'home', {
      flux: { path: 'flux' },
      ...(evidence !== 'none' && { evidence }),
      ...props.cluster,
    });
    this.environment = this.addEnvironment('shop', props.environment);
    this.folder = new FluxFolder(this.environment, 'data/postgres');
  }

  /** Another environment of the cluster, with the namespace of its name. */
  addEnvironment(name: string, props: Partial<EnvironmentProps> = {}): Environment {
    return new Environment(this.cluster, name, {
      namespace: name,
      objectives: { rpo: '15m', rto: '30m', retention: '14d' },
      store: STORE,
      credentials: Credentials.existing('backup-s3', S3_KEYS),
      drill: { namespace: 'restore-test', credentials: Credentials.existing('drill-s3', S3_KEYS) },
      ...props,
    });
  }

  /** A database in the folder, or in another one. */
  addDatabase(
    name = 'orders',
    props: Partial<PostgresClusterProps> = {},
    folder = this.folder,
  ): PostgresCluster {
    return new PostgresCluster(folder, name, {
      postgres: 17,
      storage: '1Gi',
      database: 'orders',
      owner: 'orders',
      backup: { base: Schedule.daily('02:00') },
      drill: DRILL,
      ...props,
    });
  }

  compose(): Composed {
    return new Composed(this.app.compose());
  }
}

/** Composes one database with these options. */
export function composed(props: Partial<PostgresClusterProps> = {}, fixture = new Fixture()): Composed {
  fixture.addDatabase('orders', props);
  return fixture.compose();
}

/** A composition, looked at as the objects in its files. */
export class Composed {
  readonly plan: Composition['plan'];
  readonly problems: readonly Problem[];
  /** Every Kubernetes object with the file it stands in. */
  readonly objects: readonly { readonly file: string; readonly manifest: Manifest }[];

  constructor(readonly composition: Composition) {
    this.plan = composition.plan;
    this.problems = composition.problems;
    this.objects = this.files
      .filter(([file]) => file.endsWith('.yaml'))
      .flatMap(([file, text]) => readManifests(text).map((manifest) => ({ file, manifest })));
  }

  /** Every file as text. */
  get files(): readonly (readonly [path: string, text: string])[] {
    return this.composition.tree.files.map(
      ([path, content]) => [path, Buffer.from(content).toString()] as const,
    );
  }

  /** Codes of the problems, in their order. */
  get codes(): readonly string[] {
    return this.problems.map(({ code }) => code);
  }

  /** The text of a file. Throws where there is none. */
  findText(path: string): string {
    return Buffer.from(this.composition.tree.findContent(path)).toString();
  }

  /** The only object of a kind and name; a namespace tells it from others. Throws where there is none, or several. */
  find(kind: string, name: string, namespace?: string): Manifest {
    const found = this.findAll(kind).filter(
      ({ metadata }) =>
        metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
    );
    if (found[0] === undefined || found.length > 1) {
      throw new Error(`${found.length} objects ${kind} ${namespace ?? '*'}/${name}`);
    }
    return found[0];
  }

  /** Every object of a kind. */
  findAll(kind: string): readonly Manifest[] {
    return this.objects.map(({ manifest }) => manifest).filter((manifest) => manifest.kind === kind);
  }

  /** The file an object stands in. Throws where there is none. */
  findFile(kind: string, name: string): string {
    const found = this.objects.find(
      ({ manifest }) => manifest.kind === kind && manifest.metadata.name === name,
    );
    if (found === undefined) throw new Error(`no object ${kind} ${name}`);
    return found.file;
  }

  /** The live Cluster. */
  get cluster(): Manifest {
    return this.find('Cluster', 'orders', 'shop');
  }

  /** The Cluster that the drill of the only protection recovers, out of the plan. */
  get drillCluster(): Manifest {
    return valueAt(this.plan, 'protections.0.source.drillCluster') as Manifest;
  }

  /** The only problem with a code. Throws where there is none, or several. */
  problem(code: string): Problem {
    const found = this.problems.filter((problem) => problem.code === code);
    if (found[0] === undefined || found.length > 1) {
      throw new Error(`${found.length} problems ${code} of: ${this.codes.join(', ')}`);
    }
    return found[0];
  }
}

/** What stands at a dotted path of plain data, `spec.plugins.0.name`; undefined where nothing does. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], data);
}

/** The objects in a text. A kustomization.yaml is none: only kustomize reads it. */
function readManifests(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest)
    .filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'));
}
