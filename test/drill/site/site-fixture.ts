import { App, Chart, Testing } from 'cdk8s';
import { Cidr, Inspection } from '../../../lib/core';
import { DrillSite, type DrillSiteProps, type SiteDrill } from '../../../lib/drill';
import { drilledProtection } from '../protection';

/** An object of the site. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** A drill of a database. */
export const DRILL: SiteDrill = {
  name: 'develop-orders',
  sourceNamespace: 'develop',
  plan: () => drilledProtection('orders'),
  egress: [{ kind: 'public', port: 443 }],
  secrets: [{ secret: 'cnpg-drill-s3', mountedAs: 'archive' }],
};

/** A drill site in a chart of its own. */
export function site(props: Partial<DrillSiteProps> = {}): {
  chart: Chart;
  site: DrillSite;
  codes: () => readonly string[];
} {
  const chart = new Chart(new App(), 'drills');
  const made = new DrillSite(chart, 'site', {
    namespace: 'restore-test',
    operatorNamespace: 'cnpg-system',
    network: { pods: Cidr.of('10.42.0.0/16'), services: Cidr.of('10.43.0.0/16') },
    ...props,
  });
  return { chart, site: made, codes: () => Inspection.problemsIn(made).map(({ code }) => code) };
}

/** Every object of a chart. */
export function manifests(chart: Chart): readonly Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

/** The only object of a kind and name. Throws where there is none, or several. */
export function findOne(chart: Chart, kind: string, name: string, namespace = 'restore-test'): Manifest {
  const found = manifests(chart).filter(
    (object) =>
      object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
  );
  if (found[0] === undefined || found.length > 1)
    throw new Error(`${found.length} of ${kind} ${namespace}/${name}`);
  return found[0];
}
