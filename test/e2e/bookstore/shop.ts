import { eventually, getObject, kubectl, tryKubectl } from '../kubectl';
import { SHOP } from './project';

const DATABASE = { app: 'postgres' };
const CATALOG = { app: 'catalog' };

function object(apiVersion: string, kind: string, name: string, parts: object) {
  return { apiVersion, kind, metadata: { name, namespace: SHOP }, ...parts };
}

/** The Bookstore: a StatefulSet with the database on its claim, and a stateless catalog. */
function objects(): readonly unknown[] {
  const fromSecret = (name: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: 'db-credentials', key: name } },
  });
  return [
    object('v1', 'Secret', 'db-credentials', {
      stringData: {
        POSTGRES_USER: 'bookstore',
        POSTGRES_PASSWORD: 'of-the-books-2931',
        POSTGRES_DB: 'bookstore',
      },
    }),
    object('v1', 'ConfigMap', 'pages', { data: { healthz: 'the catalog is open\n' } }),
    object('v1', 'Service', 'postgres', {
      spec: { clusterIP: 'None', selector: DATABASE, ports: [{ port: 5432 }] },
    }),
    object('v1', 'Service', 'catalog', {
      spec: { selector: CATALOG, ports: [{ port: 8080 }] },
    }),
    object('apps/v1', 'StatefulSet', 'postgres', {
      spec: {
        serviceName: 'postgres',
        replicas: 1,
        selector: { matchLabels: DATABASE },
        template: {
          metadata: { labels: DATABASE },
          spec: {
            terminationGracePeriodSeconds: 5,
            containers: [
              {
                name: 'postgres',
                image: 'postgres:17',
                env: [
                  ...['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'].map(fromSecret),
                  { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
                ],
                readinessProbe: {
                  exec: { command: ['pg_isready', '-U', 'bookstore', '-h', '127.0.0.1'] },
                  periodSeconds: 2,
                },
                volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }],
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '256Mi' } } },
          },
        ],
      },
    }),
    object('apps/v1', 'Deployment', 'catalog', {
      spec: {
        replicas: 2,
        selector: { matchLabels: CATALOG },
        template: {
          metadata: { labels: CATALOG },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [
              {
                name: 'catalog',
                image: 'busybox:1.36.1',
                command: ['/bin/httpd', '-f', '-p', '8080', '-h', '/pages'],
                readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 2 },
                volumeMounts: [{ name: 'pages', mountPath: '/pages' }],
              },
            ],
            volumes: [{ name: 'pages', configMap: { name: 'pages' } }],
          },
        },
      },
    }),
  ];
}

/** Opens the shop, with some books and the row that tells what was there before the backup. */
export async function openShop(): Promise<void> {
  kubectl(['create', 'namespace', SHOP]);
  const list = { apiVersion: 'v1', kind: 'List', items: objects() };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(list));
  for (const workload of ['statefulset/postgres', 'deployment/catalog'])
    kubectl(['rollout', 'status', workload, '--namespace', SHOP, '--timeout=180s']);
  // The image starts the server once to set it up, and then anew.
  await eventually(
    'a database that answers',
    60,
    () => trySql('SELECT 1').status,
    (status) => status === 0,
  );
  sql('CREATE TABLE books (id integer PRIMARY KEY, title text NOT NULL)');
  sql("INSERT INTO books SELECT id, 'book number ' || id FROM generate_series(1, 1000) AS id");
  sql('CREATE TABLE dr_demo (note text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  sql("INSERT INTO dr_demo (note) VALUES ('before-backup')");
}

/** Sends SQL to the database of the shop. Throws where it refuses. */
export function sql(text: string): string {
  const { status, stdout, stderr } = trySql(text);
  if (status !== 0) throw new Error(`${text} ended with ${status}: ${stderr}`);
  return stdout.trim();
}

/** Sends SQL to the database of the shop, and tells what came of it. */
export function trySql(text: string) {
  const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  return tryKubectl([
    ...['exec', '--namespace', SHOP, 'postgres-0', '--container', 'postgres', '--'],
    ...['psql', '-U', 'bookstore', '-d', 'bookstore', ...options, `--command=${text}`],
  ]);
}

/** Removes every file on the volume of the database, under the running server. */
export function destroyData(): void {
  const pod = ['--namespace', SHOP, 'postgres-0'];
  kubectl([
    ...['exec', ...pod, '--container', 'postgres', '--'],
    ...['sh', '-c', 'rm -rf /var/lib/postgresql/data/pgdata/*'],
  ]);
}

/** What of the shop is there, and how it is. */
export function stateOfShop() {
  const { metadata, status } = getObject('persistentvolumeclaim', 'data-postgres-0', SHOP) as {
    readonly metadata: { readonly uid: string };
    readonly status?: { readonly phase?: string };
  };
  const { items } = JSON.parse(kubectl(['get', 'pods', '--namespace', SHOP, '--output', 'json'])) as {
    readonly items: readonly {
      readonly status?: {
        readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      };
    }[];
  };
  const isReady = (pod: (typeof items)[number]) =>
    pod.status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;
  return {
    claim: metadata.uid,
    phase: status?.phase,
    pods: items.length,
    readyPods: items.filter(isReady).length,
  };
}

/** What the catalog answers to a pod of the shop. */
export function askCatalog(): string {
  const url = `http://catalog.${SHOP}.svc:8080/healthz`;
  return kubectl(['exec', '--namespace', SHOP, 'deployment/catalog', '--', 'wget', '-q', '-O', '-', url]);
}
