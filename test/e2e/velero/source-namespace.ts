import { eventually, kubectl, tryKubectl } from '../kubectl';
import { CATALOG, FILES, SOURCE } from './drill-environment';

/** Volumes of this class stay when their claim is gone: a drill has to remove them all the same. */
export const RETAINING = `${SOURCE}-retain`;

const LABELS = { app: 'postgres' };

function object(apiVersion: string, kind: string, name: string, parts: object) {
  return { apiVersion, kind, metadata: { name, namespace: SOURCE }, ...parts };
}

/** A small shop: a database on a volume, a web server, a CronJob, and what they need. */
function objects(storageClass: object): readonly unknown[] {
  const volume = { name: 'data', mountPath: '/var/lib/postgresql/data' };
  const probe = { exec: { command: ['pg_isready', '-U', 'shop', '-h', '127.0.0.1'] }, periodSeconds: 2 };
  return [
    storageClass,
    object('v1', 'Secret', 'db-credentials', { stringData: { POSTGRES_PASSWORD: 'of-the-shop-4711' } }),
    object('v1', 'ConfigMap', 'pages', { data: { 'index.html': 'the shop is open\n' } }),
    object('v1', 'Service', 'postgres', {
      spec: { clusterIP: 'None', selector: LABELS, ports: [{ port: 5432 }] },
    }),
    object('apps/v1', 'StatefulSet', 'postgres', {
      spec: {
        serviceName: 'postgres',
        replicas: 1,
        selector: { matchLabels: LABELS },
        template: {
          metadata: { labels: LABELS },
          spec: {
            terminationGracePeriodSeconds: 5,
            containers: [
              {
                name: 'postgres',
                image: 'postgres:17',
                env: [
                  { name: 'POSTGRES_USER', value: 'shop' },
                  { name: 'POSTGRES_DB', value: 'shop' },
                  { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
                  {
                    name: 'POSTGRES_PASSWORD',
                    valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'POSTGRES_PASSWORD' } },
                  },
                ],
                readinessProbe: probe,
                volumeMounts: [volume],
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              storageClassName: RETAINING,
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '256Mi' } },
            },
          },
        ],
      },
    }),
    object('apps/v1', 'Deployment', 'web', {
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [
              {
                name: 'web',
                image: 'busybox:1.36.1',
                command: ['/bin/httpd', '-f', '-p', '8080', '-h', '/pages'],
                readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 2 },
                volumeMounts: [{ name: 'pages', mountPath: '/pages' }],
              },
            ],
            volumes: [{ name: 'pages', configMap: { name: 'pages' } }],
          },
        },
      },
    }),
    object('v1', 'Service', 'web', {
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 8080, nodePort: 30747 }],
      },
    }),
    object('batch/v1', 'CronJob', 'mailer', {
      spec: {
        schedule: '*/5 * * * *',
        successfulJobsHistoryLimit: 0,
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [{ name: 'mailer', image: 'busybox:1.36.1', command: ['/bin/sleep', '90'] }],
              },
            },
          },
        },
      },
    }),
  ];
}

/** Makes the source, with a thousand books, and waits until it is ready. */
export async function makeSource(): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects(retainingClass()) };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(list));
  for (const workload of ['statefulset/postgres', 'deployment/web'])
    kubectl(['rollout', 'status', workload, '--namespace', SOURCE, '--timeout=180s']);
  await eventually(
    'a database that answers',
    60,
    () => tryKubectl([...inPod('psql', '-U', 'shop', '-c', 'SELECT 1')]).status,
    (status) => status === 0,
  );
  sql('CREATE TABLE books (id integer PRIMARY KEY, title text NOT NULL)');
  sql("INSERT INTO books SELECT id, 'book number ' || id FROM generate_series(1, 1000) AS id");
  const write = `mkdir -p ${FILES} && cat > ${FILES}/catalog.csv`;
  kubectl(['exec', '--stdin', ...inPod('sh', '-c', write).slice(1)], CATALOG);
}

/** The default StorageClass under another name, whose volumes stay. */
function retainingClass(): object {
  const { items } = JSON.parse(kubectl(['get', 'storageclass', '--output', 'json'])) as {
    readonly items: readonly {
      readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    }[];
  };
  const isDefault = 'storageclass.kubernetes.io/is-default-class';
  const found = items.find(({ metadata }) => metadata.annotations?.[isDefault] === 'true');
  const annotations = { ...found?.metadata.annotations, [isDefault]: 'false' };
  return { ...found, metadata: { name: RETAINING, annotations }, reclaimPolicy: 'Retain' };
}

/** Sends SQL to the database of the source. */
export function sql(text: string): string {
  const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  return kubectl(inPod('psql', '-U', 'shop', '-d', 'shop', ...options, `--command=${text}`)).trim();
}

function inPod(...command: readonly string[]): readonly string[] {
  return ['exec', '--namespace', SOURCE, 'postgres-0', '--container', 'postgres', '--', ...command];
}

/** Every object of the source with its version, but for what changes by itself. */
export function versionsOfSource(): readonly string[] {
  const kinds = [
    ...['configmaps', 'cronjobs.batch', 'deployments.apps', 'persistentvolumeclaims', 'pods'],
    ...['secrets', 'serviceaccounts', 'services', 'statefulsets.apps', 'roles', 'rolebindings'],
  ];
  const args = ['get', kinds.join(','), '--namespace', SOURCE, '--output', 'json'];
  const { items } = JSON.parse(kubectl(args)) as {
    readonly items: readonly {
      readonly kind: string;
      readonly metadata: { readonly name: string; readonly uid: string; readonly ownerReferences?: unknown };
      readonly spec?: unknown;
      readonly data?: unknown;
    }[];
  };
  return (
    items
      // Pods of the CronJob come and go.
      .filter(({ kind, metadata }) => kind !== 'Pod' || !metadata.name.startsWith('mail'))
      .map(({ kind, metadata, spec, data }) =>
        JSON.stringify([kind, metadata.name, metadata.uid, spec, data]),
      )
      .sort()
  );
}

/** Removes what of the source is in no namespace: its class, and its volumes with what is on them. */
export function removeVolumes(): void {
  const args = ['get', 'persistentvolumes', '--output', 'json'];
  const { items } = JSON.parse(kubectl(args)) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: { readonly storageClassName?: string };
    }[];
  };
  const patch = JSON.stringify({ spec: { persistentVolumeReclaimPolicy: 'Delete' } });
  for (const { metadata, spec } of items)
    if (spec.storageClassName === RETAINING)
      kubectl(['patch', 'persistentvolume', metadata.name, '--type', 'merge', '--patch', patch]);
  kubectl(['delete', 'storageclass', RETAINING, '--ignore-not-found']);
}
