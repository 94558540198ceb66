import type { Construct } from 'constructs';
import {
  evidenceProblems,
  Inspection,
  problem,
  RestorableError,
  type Problem,
  type ProblemDefinition,
  type ProblemDetails,
} from '../../core';
import type { Environment } from '../../kubernetes/environment';
import type { EvidenceProps } from '../../kubernetes/evidence-props';
import { requireSecret } from '../../kubernetes/require-secret';
import { requireStoreCertificates } from '../../kubernetes/require-store-certificates';
import type { EvidencePlan } from '../../plan';
import {
  Archive,
  expectedS3Values,
  grantOf,
  type Credentials,
  type S3Keys,
  type StoreEgress,
} from '../../storage';
import { certificatesOf, type DrillSecret } from '../site/drill-job';
import type { DrillSite } from '../site/drill-site';
import { evidencePlaceProblems } from './evidence-problems';
import { EVIDENCE_SECRETS } from './evidence-secrets';

/** What a drill has so that its verdicts are recorded. */
export interface DrillEvidence {
  /** Undefined: they are recorded nowhere. */
  readonly plan: EvidencePlan | undefined;
  /** Where records are put, for the network policy. */
  readonly egress: readonly StoreEgress[];
  /** What the runner gets as files. */
  readonly secrets: readonly DrillSecret[];
}

/** What a drill asks for. */
export interface DrillEvidenceInput {
  readonly environment: Environment;
  readonly site: DrillSite;
  /** The archive that is drilled. */
  readonly archive: Archive;
  /** What opens it for the drill. */
  readonly credentials: Credentials<S3Keys>;
  /** The protection that is drilled. */
  readonly usedBy: Construct;
}

const NOWHERE: DrillEvidence = { plan: undefined, egress: [], secrets: [] };

/** Codes that were reported at a cluster or environment: what it declares serves many drills. */
const reported = new WeakMap<Construct, Set<string>>();

/**
 * Declares what a drill needs for its evidence, in its drill namespace. Reports at the environment, or at the cluster where
 * that one declares the place: `RST211`, `RST822`, `RST827` to `RST829`, and what `evidencePlaceProblems` finds.
 */
export function drillEvidence(input: DrillEvidenceInput): DrillEvidence {
  const { environment, site, usedBy } = input;
  const { cluster, evidence } = environment;
  if (evidence === undefined) {
    reportOnce(cluster, evidenceProblems.unsignedVerdicts, {
      property: 'evidence',
      reason: `neither the cluster nor its environment '${environment.name}' says where verdicts are recorded`,
    });
    return NOWHERE;
  }
  const declaredBy = evidence === cluster.evidence ? cluster : environment;
  const place = readPlace(evidence, declaredBy);
  for (const found of evidencePlaceProblems(evidence)) addOnce(declaredBy, found);
  const { store, credentials, signingKey } = evidence;
  const { name: secret, keys } = credentials;
  const signedBy = signingKey.tryKeyRef('privateKey');
  if (place === undefined || secret === undefined || keys === undefined || signedBy === undefined)
    return NOWHERE;
  inspectSharing(input, declaredBy, place, secret);
  const { namespace } = site;
  requireSecret(site, {
    namespace,
    credentials,
    role: 'evidence-writer',
    grant: grantOf(place, 'append-only'),
    expected: expectedS3Values(store),
    usedBy,
  });
  requireSecret(site, { namespace, credentials: signingKey, role: 'evidence-signing-key', usedBy });
  requireStoreCertificates(site, store, namespace, usedBy);
  return {
    plan: {
      ...place.plan(),
      conditionalPut: store.capabilities.conditionalPut,
      versioning: store.capabilities.versioning,
      ...(evidence.lock?.asked !== undefined && { objectLock: evidence.lock.asked }),
      credentials: { secret, keys: { ...keys } },
      signingKey: { secret: signedBy.name, key: signedBy.key },
    },
    egress: [store.egress],
    secrets: [
      { secret, mountedAs: EVIDENCE_SECRETS.credentials },
      { secret: signedBy.name, mountedAs: EVIDENCE_SECRETS.signingKey },
      ...certificatesOf(store, EVIDENCE_SECRETS.certificates),
    ],
  };
}

function readPlace({ store, prefix = '' }: EvidenceProps, declaredBy: Construct): Archive | undefined {
  try {
    return Archive.of({ store, prefix });
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    for (const found of error.problems)
      addOnce(declaredBy, { ...found, property: `evidence.${found.property ?? ''}` });
    return undefined;
  }
}

function inspectSharing(
  { site, archive, credentials, usedBy }: DrillEvidenceInput,
  declaredBy: Construct,
  place: Archive,
  secret: string,
): void {
  if (secret === credentials.name) {
    reportOnce(declaredBy, evidenceProblems.evidenceSharesSecret, {
      property: 'evidence.credentials',
      value: secret,
      reason: `drills in ${site.namespace} read '${archive.location}' with the same Secret`,
    });
  }
  const [records, backups] = [place, archive].map(({ store }) => store.certificateAuthority);
  if (records !== undefined && backups !== undefined && !records.isSameAs(backups)) {
    reportOnce(declaredBy, evidenceProblems.evidenceOtherAuthority, {
      property: 'evidence.store.certificateAuthority',
      value: records.name,
      reason: `the certificates of '${archive.store.id}' are in the Secret ${backups.name ?? ''}`,
    });
  }
  const isReached = place.store.id === archive.store.id && !place.store.capabilities.prefixScopedKeys;
  if (isReached || place.overlaps(archive)) {
    reportOnce(declaredBy, evidenceProblems.evidenceBesideBackups, {
      property: 'evidence.store',
      value: place.address,
      reason: `'${usedBy.node.path}' writes its backups to '${archive.location}'`,
    });
  }
}

function reportOnce(
  construct: Construct,
  definition: ProblemDefinition,
  details: Omit<ProblemDetails, 'path'>,
): void {
  addOnce(construct, problem(definition, details));
}

function addOnce(construct: Construct, found: Problem): void {
  const key = `${found.code} ${found.property ?? ''}`;
  const known = reported.get(construct) ?? new Set();
  reported.set(construct, known);
  if (known.has(key)) return;
  known.add(key);
  Inspection.of(construct).add(found);
}
