import type { ArchiveResult, CheckResult, DrillDocument, DrillResult } from '../../lib/plan';
import { skewText } from '../clock-skew';
import { BegunDrill } from '../drill/begun-drill';
import { deadlineOf } from '../drill/deadline';
import { DrillLock } from '../drill/drill-lock';
import type { PhaseTimes } from '../drill/phase-times';
import { runEtcdChecks } from './checks';
import type { DrillMeans } from '../drill/drill-means';
import { Incident, type Finding } from '../drill/incident';
import { judge, type RestoredFacts } from './judge';
import { IDENTITY_NAMESPACE, newestHeartbeat, restoredIdentity } from './restored-facts';
import type { ScratchEtcd } from './scratch-etcd';
import { openSnapshot } from './snapshot-content';
import { ageOf, type SnapshotStore } from './snapshot-store';
import { readSource, type EtcdSourcePlan } from './source';
import { tell } from '../drill/tell';
import { downloadVerified } from './verified-download';

/** What a drill is done with. */
export interface EtcdDrillDependencies extends DrillMeans {
  readonly openStore: (source: EtcdSourcePlan, signal: AbortSignal) => Promise<SnapshotStore>;
  readonly scratch: ScratchEtcd;
}

/** What a drill gathers on its way. */
interface Gathered {
  readonly findings: Finding[];
  readonly versions: Map<string, string>;
  checks: readonly CheckResult[];
  archive?: ArchiveResult;
  restored?: RestoredFacts;
  incident?: Incident;
  leftBehind?: string;
}

/** A drill under way. */
interface Run {
  readonly document: DrillDocument;
  readonly source: EtcdSourcePlan;
  readonly dependencies: EtcdDrillDependencies;
  readonly phases: PhaseTimes;
  readonly startedAt: Date;
  readonly gathered: Gathered;
  readonly signal: AbortSignal;
}

const TARGET = { kind: 'latest' } as const;

/**
 * Drills EtcdSnapshots: fetches the newest snapshot, restores it into the etcd beside the runner, checks and measures it, and
 * removes it again. Never rejects: whatever happens is part of the result, which is told and recorded.
 */
export async function drillEtcd(
  document: DrillDocument,
  dependencies: EtcdDrillDependencies,
): Promise<DrillResult> {
  const { now, log, client, holder } = dependencies;
  const { protection } = document;
  const { drill, objectives } = protection;
  const begun = new BegunDrill(document, dependencies);
  const { startedAt, phases, versions } = begun;
  const gathered: Gathered = { findings: [], versions, checks: [] };
  const deadline = deadlineOf(drill.deadline);
  let lock: DrillLock | undefined;
  let store: SnapshotStore | undefined;
  try {
    const stop = AbortSignal.any([dependencies.stop, deadline.signal]);
    const source = readSource(document);
    const identity = await phases.run('preflight', async () => {
      const uid = await liveIdentity(dependencies, stop);
      store = await dependencies.openStore(source, stop);
      gathered.archive = store.seen(startedAt);
      return uid;
    });
    lock = await phases.run('lock', () =>
      DrillLock.take({
        client,
        namespace: drill.namespace,
        drill: drill.name,
        holder,
        now,
        log,
        signal: stop,
      }),
    );
    const signal = AbortSignal.any([stop, lock.lost]);
    if (store !== undefined)
      await restoreAndCheck(
        { document, source, dependencies, phases, startedAt, gathered, signal },
        store,
        identity,
      );
  } catch (error) {
    gathered.incident = Incident.of(error);
  }
  deadline.clear();
  await cleanUp(dependencies, phases, gathered, store);
  const { incident, leftBehind, restored, findings } = gathered;
  const judgement = judge({
    objectives,
    findings,
    ...(restored !== undefined && { restored }),
    ...(incident !== undefined && { incident }),
    ...(leftBehind !== undefined && { leftBehind }),
  });
  const targets =
    restored === undefined
      ? []
      : [
          {
            target: TARGET,
            measuredRpo: restored.measuredRpo,
            measuredRto: restored.measuredRto,
            checks: restored.checks,
          },
        ];
  const { archive } = gathered;
  const result = begun.result(
    { ...judgement, targets, ...(archive !== undefined && { archive }) },
    leftBehind,
  );
  await tell(document, dependencies, phases, result);
  await lock?.release();
  return result;
}

/** UID of `kube-system` in the cluster that is running: snapshots are of this cluster, or the wrong ones. */
async function liveIdentity({ client }: EtcdDrillDependencies, signal: AbortSignal): Promise<string> {
  const namespaces = { apiVersion: 'v1', plural: 'namespaces' };
  const { uid } = (await client.get(namespaces, IDENTITY_NAMESPACE, signal)).metadata;
  const skew = skewText('the API server', client.clock);
  if (skew !== undefined) throw new Incident('clock-skew', skew);
  if (uid === undefined)
    throw new Incident('api-unavailable', `the namespace ${IDENTITY_NAMESPACE} has no UID`);
  return uid;
}

async function restoreAndCheck(run: Run, store: SnapshotStore, identity: string): Promise<void> {
  const { document, dependencies, phases, startedAt, gathered, signal } = run;
  const { scratch } = dependencies;
  const { newest } = store;
  await phases.run('prepare', () => scratch.find(signal));
  const begun = performance.now();
  await phases.run('restore', () => restore(run, store));
  const version = await phases.run('wait', () => scratch.restart(signal));
  const measuredRto = (performance.now() - begun) / 1000;
  gathered.versions.set('etcd', version);
  const heartbeat = await phases.run('measure', async () => {
    const found = await restoredIdentity(scratch.range, signal);
    if (found === undefined) gathered.findings.push(unknownCluster(newest.name));
    else if (found !== identity) gathered.findings.push(otherCluster(newest.name, found, identity));
    return newestHeartbeat(scratch.range, signal);
  });
  const { checks: plans } = document.protection.drill;
  const checks = await phases.run('check', () => runEtcdChecks(plans, scratch.range, signal));
  // Checks end early without an error; their results would look like those of a drill that was not ended.
  signal.throwIfAborted();
  // A heartbeat says when the data was written; without nodes there is only what the snapshot is called.
  const measuredRpo = ageOf(heartbeat ?? newest.takenAt, startedAt);
  gathered.restored = { snapshot: newest.name, measuredRpo, measuredRto, checks };
}

/** Fetches, verifies and restores the snapshot. */
async function restore({ source, dependencies, signal }: Run, store: SnapshotStore): Promise<void> {
  const { scratch } = dependencies;
  const { newest } = store;
  const content = await openSnapshot(newest, await store.reader(signal));
  if (2 * content.size > source.scratch) {
    const message = `the snapshot ${newest.name} has ${content.size} bytes; it and what is restored from it do not fit into ${source.scratch} bytes`;
    throw new Incident('out-of-space', message);
  }
  const digest = await downloadVerified(newest.name, content, scratch.snapshot);
  if (source.takenBy === 'kubeadm') {
    const beside = await store.tryHashFile(signal);
    const fault =
      beside === undefined ? 'has no file with its hash beside it' : 'has another hash than its file says';
    if (beside !== digest) throw new Incident('snapshot-corrupt', `the snapshot ${newest.name} ${fault}`);
  }
  await scratch.restore(signal);
}

function otherCluster(snapshot: string, found: string, live: string): Finding {
  const message = `in ${snapshot} the namespace ${IDENTITY_NAMESPACE} has the UID ${found}, and in this cluster ${live}`;
  return { reason: 'snapshot-of-other-cluster', message };
}

function unknownCluster(snapshot: string): Finding {
  const message = `the namespace ${IDENTITY_NAMESPACE} is not in ${snapshot}, or cannot be read there`;
  return { reason: 'cluster-unknown', message };
}

/** Removes the snapshot and what was restored from it, looks whether it is gone and whether the archive is as it was. */
async function cleanUp(
  { scratch, stop }: EtcdDrillDependencies,
  phases: PhaseTimes,
  gathered: Gathered,
  store: SnapshotStore | undefined,
): Promise<void> {
  try {
    const left = await phases.run('clean-up', () => scratch.wipe());
    if (left.length > 0) gathered.leftBehind = `of the restored etcd there is still: ${left.join(', ')}`;
  } catch (error) {
    gathered.leftBehind = `the restored etcd could not be removed: ${Incident.of(error).message}`;
  }
  const isStopped = () => stop.aborted;
  // Whoever tells the runner to end leaves no time for it.
  if (store === undefined || gathered.archive === undefined || isStopped()) return;
  try {
    const changes = await phases.run('verify-clean', () => store.compare(stop));
    gathered.archive = { ...gathered.archive, changes };
    if (changes.unexplained.length > 0) {
      const message = `nothing explains what changed in the archive during the drill: ${changes.unexplained.join('; ')}`;
      gathered.findings.unshift({ reason: 'archive-changed', message });
    }
  } catch (error) {
    const incident = Incident.of(error);
    if (isStopped()) gathered.incident ??= incident;
    else gathered.findings.push(incident);
  }
}
