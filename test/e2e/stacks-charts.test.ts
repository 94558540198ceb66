import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { systemManifests } from '../../stacks/cluster/cloud-init/manifests';
import { userData } from '../../stacks/cluster/cloud-init/user-data';
import { SECRETS, settingsWith } from '../stacks/cluster/example-cluster';
import { tryKubectl } from './kubectl';

const { E2E_CHARTS } = process.env;
const why = 'E2E_CHARTS names no folder with the charts of a cluster (test/e2e/README.md)';
if (E2E_CHARTS === undefined) console.warn(`skipped: ${why}`);
const withCharts = E2E_CHARTS === undefined ? describe.skip : describe;

interface HelmChart {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly chart: string;
    readonly version: string;
    readonly targetNamespace: string;
    readonly valuesContent: string;
  };
}

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly hostNetwork?: boolean;
        readonly containers: readonly {
          readonly image: string;
          readonly command?: readonly string[];
          readonly args?: readonly string[];
        }[];
      };
    };
  };
}

/** A cluster with everything that is a chart. */
const settings = settingsWith({
  autoscaledWorkers: {
    burst: {
      serverType: 'cx43',
      min: 0,
      max: 5,
      labels: { role: 'burst' },
      taints: [{ key: 'burst', value: 'yes', effect: 'NoSchedule' }],
    },
    arm: { serverType: 'cax21', min: 1, max: 3 },
  },
  reboots: { days: ['sun'], start: '02:00', end: '05:00', timeZone: 'Europe/Berlin' },
});

const charts = parseAllDocuments(systemManifests(settings, SECRETS, userData))
  .map((document) => document.toJS() as HelmChart)
  .filter(({ kind }) => kind === 'HelmChart')
  .map((chart) => [chart.metadata.name, chart] as const);

/** What a chart makes of its values, as Helm does it. */
function rendered(name: string, { spec: { chart, targetNamespace, valuesContent } }: HelmChart): string {
  const folder = mkdtempSync(join(tmpdir(), 'restorable-charts-'));
  try {
    const values = join(folder, 'values.yaml');
    writeFileSync(values, valuesContent);
    return execFileSync(
      'helm',
      [
        ...['template', name, join(E2E_CHARTS ?? '', chart), '--namespace', targetNamespace],
        ...['--values', values, '--kube-version', '1.35.0'],
      ],
      { encoding: 'utf8' },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function objects(name: string): readonly Workload[] {
  const chart = charts.find(([each]) => each === name)?.[1];
  if (chart === undefined) throw new Error(`there is no chart ${name}`);
  return parseAllDocuments(rendered(name, chart))
    .map((document) => document.toJS() as Workload | null)
    .filter((object): object is Workload => object !== null);
}

/** Everything that the containers of a workload are started with. */
function started(name: string, kind: string): string {
  const workload = objects(name).find((object) => object.kind === kind);
  const containers = workload?.spec?.template?.spec.containers ?? [];
  return containers.flatMap(({ command = [], args = [] }) => [...command, ...args]).join('\n');
}

withCharts('the charts of a cluster, rendered by Helm with the values it is given', () => {
  it.each(charts)('%s is at hand in the version that is pinned', (_, { spec: { chart, version } }) => {
    const described = parse(readFileSync(join(E2E_CHARTS ?? '', chart, 'Chart.yaml'), 'utf8')) as {
      version: string;
    };
    expect(described.version).toBe(version);
  });

  it.each(charts)('%s renders, and names an exact image everywhere', (name) => {
    const images = objects(name).flatMap(({ spec }) =>
      (spec?.template?.spec.containers ?? []).map(({ image }) => image),
    );
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toMatch(/:v?\d+\.\d+\.\d+/);
  });

  it.each(charts)('%s is accepted by an API server', (name, chart) => {
    // Its namespace is made by k3s; here any will do.
    const text = rendered(name, chart).replaceAll(/^( +namespace: ).*$/gm, '$1default');
    const answer = tryKubectl(
      ['apply', '--server-side', '--dry-run=server', '--namespace', 'default', '--filename', '-'],
      text,
    );
    // Objects of a kind whose definition the same chart brings cannot be tried before.
    const refused = answer.stderr
      .split('\n')
      .filter(
        (line) => line !== '' && !/^Warning:|no matches for kind|ensure CRDs are installed first/.test(line),
      );
    expect(refused).toEqual([]);
  });

  it('kured reboots in the window alone', () => {
    expect(started('kured', 'DaemonSet').split('\n')).toEqual(
      expect.arrayContaining([
        '--reboot-days=sun',
        '--start-time=02:00',
        '--end-time=05:00',
        '--time-zone=Europe/Berlin',
        '--reboot-sentinel=/sentinel/reboot-required',
      ]),
    );
  });

  it('the autoscaler has a group for each pool, and keeps it at its minimum', () => {
    expect(started('cluster-autoscaler', 'Deployment').split('\n')).toEqual(
      expect.arrayContaining([
        '--cloud-provider=hetzner',
        '--nodes=0:5:cx43:fsn1:safeops-burst',
        '--nodes=1:3:cax21:fsn1:safeops-arm',
        '--enforce-node-group-min-size=true',
      ]),
    );
  });

  it('Traefik redirects to https and trusts the load balancer alone', () => {
    const args = started('traefik', 'Deployment');
    expect(args).toContain('--entryPoints.web.http.redirections.entryPoint.scheme=https');
    expect(args).toContain('--entryPoints.websecure.proxyProtocol.trustedIPs=127.0.0.1/32,10.0.0.0/12');
    const service = objects('traefik').find(({ kind }) => kind === 'Service');
    expect(service?.metadata.annotations).toMatchObject({
      'load-balancer.hetzner.cloud/name': 'safeops-ingress',
      'load-balancer.hetzner.cloud/uses-proxyprotocol': 'true',
    });
  });

  it('the cloud controller makes no routes, and the volume driver reaches the metadata service', () => {
    const text = JSON.stringify(objects('hcloud-cloud-controller-manager'));
    expect(text).toContain('{"name":"HCLOUD_NETWORK_ROUTES_ENABLED","value":"false"}');
    const node = objects('hcloud-csi').find(({ kind }) => kind === 'DaemonSet');
    expect(node?.spec?.template?.spec.hostNetwork).toBe(true);
  });
});
