import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DnsLabel, ServiceName } from '../../lib/core/names';
import { fail, operationProblems, problem, RestorableError } from '../../lib/core/problems';
import type { SigningKey } from '../../lib/evidence';
import { toYaml } from '../../lib/flux/emit';
import { inspectObject } from '../../lib/kubernetes/schema';
import type { ProtectionPlan } from '../../lib/plan';
import { Protection, type Recovery, type RecoveryRequest } from '../../lib/protection';
import type { ComposedApp } from '../app-loader';
import type { ClusterSession } from '../cluster/cluster-session';
import { readSigningKey } from '../evidence/key-files';
import { ExitCode } from '../exit-codes';
import { findProtection } from '../find-protection';
import { reportProblems } from '../report-problems';
import { Terminal } from '../terminal';
import { plainText } from '../text-table';
import { writeFile } from '../write-file';
import { checkTarget } from './check-target';
import { annotationsOf, basisOf, decisionFile, fileDigest, type RecoveryBasis } from './decision';
import { findProof, type ProofRequest } from './find-proof';
import { recoveryDocument } from './recovery-document';

/** What is recovered, where to, and on which proof. Paths are relative to the current folder. */
export interface RecoverRequest extends ProofRequest {
  /** Name of the protection. */
  readonly protection: string;
  /** RFC 3339. @default - the end of the archive */
  readonly to?: string;
  /** Namespace. @default - that of the protection */
  readonly into?: string;
  /** Name of the new Cluster; that of the protection: in its place. @default - its name and `-recovered` */
  readonly name?: string;
  /** Why it is done without a proof. @default - it is not */
  readonly withoutProof?: string;
  /** File of the private key that signs the decision. @default - it is not signed */
  readonly signingKey?: string;
  /** Folder of manifests, steps and decision. @default - `recover-` and the name of the new Cluster */
  readonly out?: string;
}

/** Names of CloudNativePG Clusters (1.30, cluster webhook). */
const LONGEST_NAME = 50;

/**
 * Writes the manifests and the steps of a real recovery, and the record of the decision. Exit code 0 where they are written,
 * 1 where there is no proof. Applies nothing. Throws RST105, RST511, RST721, RST730, RST745, RST753, RST754, RST801, and what
 * reading evidence throws.
 */
export async function recoverProtection(
  apps: readonly ComposedApp[],
  request: RecoverRequest,
  session: ClusterSession,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { host } = session;
  const { construct, protection } = findConstruct(apps, request.protection);
  const what = placeOf(protection, request);
  const out = request.out ?? `recover-${what.name}`;
  const folder = resolve(host.cwd, out);
  if (existsSync(join(folder, 'decision.json')))
    fail(operationProblems.recoveryFolderInUse, { value: out, reason: 'there is a decision.json' });
  const key = request.signingKey === undefined ? undefined : readSigningKey(request.signingKey, host.cwd);
  const window = await checkTarget(protection, request.to, session);
  const basis = await basisFor(protection, request, session);
  if (typeof basis === 'string') {
    reportProblems(
      [problem(operationProblems.unprovenRecovery, { value: protection.id, reason: basis })],
      host,
      as,
    );
    return ExitCode.findings;
  }
  const full: RecoveryRequest = { ...what, annotations: annotationsOf(protection, basis) };
  const recovery = construct.tryRecover(full) ?? unsupported(protection);
  const document = recoveryDocument({
    protection,
    request: full,
    basis,
    window: window.since ?? `unknown (${window.unknown ?? 'nothing says so'})`,
    steps: recovery.steps,
  });
  const files = write({ protection, request: full, recovery, document, basis, folder, out }, session, key);
  const told = { protection: protection.id, into: what, basis, files: await files, steps: recovery.steps };
  if (as === 'json') Terminal.output(host).line(JSON.stringify(told, undefined, 2));
  else tell(told, host);
  return ExitCode.clean;
}

interface Told {
  readonly protection: string;
  readonly into: Omit<RecoveryRequest, 'annotations'>;
  readonly basis: RecoveryBasis;
  readonly files: readonly string[];
}

function tell({ protection, into, basis, files }: Told, host: ClusterSession['host']): void {
  const output = Terminal.output(host);
  const proof =
    'proof' in basis
      ? `drill of ${basis.proof.finishedAt}, ${basis.proof.record}`
      : `none: ${basis.withoutProof.missing}; recorded reason: ${basis.withoutProof.reason}`;
  output.line(
    [
      `${protection}: recovery to ${into.target ?? 'the end of the archive'} into ${into.namespace}/${into.name}`,
      `Proof: ${plainText(proof)}`,
      ...files.map((file) => `  ${file}`),
      'Nothing was applied: the steps are in RECOVERY.md.',
    ].join('\n'),
  );
}

function findConstruct(apps: readonly ComposedApp[], name: string) {
  const constructs = apps.flatMap(({ app }) => Protection.allIn(app));
  const plans = constructs.map((construct) => construct.plan());
  const protection = findProtection(plans, name);
  const construct = constructs[plans.indexOf(protection)];
  return construct === undefined ? unsupported(protection) : { construct, protection };
}

function unsupported({ id, kind }: ProtectionPlan): never {
  return fail(operationProblems.operationUnsupported, { value: id, reason: `it is a ${kind}` });
}

function placeOf({ name, namespace }: ProtectionPlan, { into, name: wanted, to }: RecoverRequest) {
  return {
    name: ServiceName.of(wanted ?? `${name}-recovered`, LONGEST_NAME).text,
    namespace: DnsLabel.of(into ?? namespace).text,
    ...(to !== undefined && { target: to }),
  };
}

/** What the recovery stands on; a text says why it stands on nothing. */
async function basisFor(
  protection: ProtectionPlan,
  request: RecoverRequest,
  { host, now }: ClusterSession,
): Promise<RecoveryBasis | string> {
  const reason = request.withoutProof?.trim() ?? '';
  let missing: string;
  try {
    const found = await findProof(protection, request, host, now());
    if ('proof' in found) return basisOf(protection, found.proof);
    missing = found.unproven;
  } catch (error) {
    // The store of the evidence may be lost with the data.
    if (reason === '' || !RestorableError.is(error)) throw error;
    missing = `the evidence cannot be read: ${error.problems.map((found) => found.reason).join('; ')}`;
  }
  return reason === '' ? missing : { withoutProof: { reason, missing } };
}

interface Output {
  readonly protection: ProtectionPlan;
  readonly request: RecoveryRequest;
  readonly recovery: Recovery;
  readonly document: string;
  readonly basis: RecoveryBasis;
  /** Absolute. */
  readonly folder: string;
  /** As the user knows it. */
  readonly out: string;
}

async function write(
  { protection, request, recovery, document, basis, folder, out }: Output,
  session: ClusterSession,
  key: SigningKey | undefined,
): Promise<readonly string[]> {
  const problems = recovery.manifests.flatMap((manifest) => inspectObject(protection.id, manifest));
  if (problems.some(({ severity }) => severity === 'error')) throw new RestorableError(problems);
  const manifests = recovery.manifests.map((manifest, index) => {
    const { kind, metadata } = manifest;
    return {
      // In the order of their names, which is how kubectl applies a folder.
      name: `manifests/${index + 1}-${kind.toLowerCase()}-${metadata.name}.yaml`,
      content: toYaml(manifest),
    };
  });
  const { namespace, name, target } = request;
  const decision = decisionFile(
    protection,
    {
      decidedAt: session.now().toISOString(),
      decidedBy: await whoDecides(session),
      ...(target !== undefined && { target }),
      into: { namespace, name },
      basis,
      manifests: manifests.map((file) => fileDigest(file.name, file.content)),
    },
    key,
  );
  const files = [
    ...manifests,
    { name: 'RECOVERY.md', content: document },
    // Last: it says that the others are complete.
    { name: 'decision.json', content: decision },
  ];
  for (const file of files) writeFile(join(folder, file.name), file.content, join(out, file.name));
  return files.map((file) => join(out, file.name));
}

/** Whom the API server sees; where it cannot be reached, the user of this machine. */
async function whoDecides({ kubectl, host: { env } }: ClusterSession): Promise<string> {
  try {
    return await kubectl.whoAmI();
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return `${env['USER'] ?? env['LOGNAME'] ?? 'unknown'} (as this machine says)`;
  }
}
