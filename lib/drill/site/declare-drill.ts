import type { Construct } from 'constructs';
import { drillProblems, Duration, Inspection, Schedule } from '../../core';
import type { Environment } from '../../kubernetes/environment';
import { requireSecret } from '../../kubernetes/require-secret';
import { requireStoreCertificates } from '../../kubernetes/require-store-certificates';
import type { DrillPlan, ObjectivesPlan } from '../../plan';
import {
  expectedS3Values,
  grantOf,
  storeProblems,
  type Archive,
  type Credentials,
  type S3Keys,
  type StoreEgress,
} from '../../storage';
import { resolveDrill, type DrillProps } from '../drill';
import { drillEvidence } from '../evidence/drill-evidence';
import type { Witness } from '../witness';
import { certificatesOf, type DrillSecret } from './drill-job';
import type { DrillSite } from './drill-site';
import { appliedBy, siteOfEnvironment } from './site-of-environment';

/** What every drill is declared with. */
export interface DrillDeclaration {
  readonly environment: Environment;
  /** Name of the protection. */
  readonly name: string;
  readonly props: DrillProps;
  readonly objectives: ObjectivesPlan;
  readonly witness?: Witness | undefined;
  /** Whether the backup holds data that a check could read, besides objects. @default true */
  readonly hasData?: boolean;
  /** What is drilled: read with the drill's own key. */
  readonly archive: Archive;
}

/** A drill with its place, as the plan tells it. */
export interface DeclaredDrill {
  readonly site: DrillSite;
  readonly plan: DrillPlan;
  /** What opens the archive for reading. */
  readonly credentials: Credentials<S3Keys>;
  /** Where the runner must reach: the store and the bucket of the evidence. */
  readonly egress: readonly StoreEgress[];
  /** What is mounted for the runner. */
  readonly secrets: readonly DrillSecret[];
}

/**
 * Declares a drill in the drill namespace of an environment: resolves its options, reports what of them cannot be, and asks
 * for the Secrets of the runner. Its place gets it by `site.addDrill`, with what only this kind of drill needs.
 */
export function declareDrill(owner: Construct, declaration: DrillDeclaration): DeclaredDrill {
  const { environment, archive, witness, objectives, hasData = true } = declaration;
  const { deadline } = environment.drill;
  const credentials = declaration.props.credentials ?? environment.drill.credentials;
  const { store } = archive;
  const inspect = Inspection.of(owner);
  const site = siteOfEnvironment(environment);
  if (declaration.props.credentials !== undefined) inspectRole(site, credentials, inspect);
  const resolved = resolveDrill(
    readable(declaration.props, inspect),
    {
      objectives,
      hasData,
      ...(witness !== undefined && { witness }),
      ...(deadline !== undefined && { deadline }),
    },
    {
      report: (definition, details) =>
        inspect.report(definition, {
          ...details,
          property: details.property === undefined ? 'drill' : `drill.${details.property}`,
        }),
    },
  );
  const { pushgateway } = environment.cluster.drills;
  const evidence = drillEvidence({ environment, site, archive, credentials, usedBy: owner });
  inspect.add(...storeProblems(store, { credentials, access: 'read-only' }));
  requireSecret(site, {
    namespace: site.namespace,
    credentials,
    role: 'archive-reader',
    grant: grantOf(archive, 'read-only'),
    expected: expectedS3Values(store),
    usedBy: owner,
  });
  requireStoreCertificates(site, store, site.namespace, owner);
  return {
    site,
    credentials,
    plan: {
      name: `${environment.name}-${declaration.name}`,
      namespace: site.namespace,
      ...resolved,
      ...(credentials.name !== undefined &&
        credentials.keys !== undefined && {
          credentials: { secret: credentials.name, keys: { ...credentials.keys } },
        }),
      ...(pushgateway !== undefined && { metrics: { pushgateway } }),
      ...(evidence.plan !== undefined && { evidence: evidence.plan }),
      appliedBy: appliedBy(site),
    },
    egress: [store.egress, ...evidence.egress],
    secrets: [
      ...(credentials.name === undefined ? [] : [{ secret: credentials.name, mountedAs: 'archive' }]),
      ...certificatesOf(store, 'archive-ca'),
      ...evidence.secrets,
    ],
  };
}

/** Pods of one drill namespace run as one ServiceAccount, which has one role. */
function inspectRole(site: DrillSite, credentials: Credentials<S3Keys>, inspect: Inspection): void {
  const { serviceAccountAnnotations: annotations } = credentials;
  if (Object.keys(annotations).length === 0) return;
  if (JSON.stringify(annotations) === JSON.stringify(site.serviceAccountAnnotations)) return;
  inspect.report(drillProblems.sharedSiteOtherRole, {
    property: 'drill.credentials',
    value: site.namespace,
    reason: 'the other drills of this namespace run with another role, or with none',
  });
}

/** The declaration; a schedule or deadline that cannot be read is reported, and another or none stands in for it. */
function readable({ schedule, deadline, ...rest }: DrillProps, inspect: Inspection): DrillProps {
  const limit =
    deadline === undefined
      ? undefined
      : inspect.read('drill.deadline', () => Duration.of(deadline), undefined);
  return {
    ...rest,
    schedule: inspect.read(
      'drill.schedule',
      () => {
        schedule.for('cronjob');
        return schedule;
      },
      Schedule.weekly('sun', '00:00'),
    ),
    ...(limit !== undefined && { deadline: limit }),
  };
}
