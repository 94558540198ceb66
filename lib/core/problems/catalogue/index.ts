import type { ProblemDefinition } from '../definition';
import { cliProblems } from './cli';
import { coreProblems } from './core';
import { drillProblems } from './drill';
import { etcdProblems } from './etcd';
import { evidenceProblems } from './evidence';
import { fluxProblems } from './flux';
import { kubernetesProblems } from './kubernetes';
import { monitoringProblems } from './monitoring';
import { operationProblems } from './operation';
import { postgresProblems } from './postgres';
import { rehearsalProblems } from './rehearsal';
import { runbookProblems } from './runbook';
import { stacksProblems } from './stacks';
import { stacksPlatformProblems } from './stacks-platform';
import { storageProblems } from './storage';
import { veleroProblems } from './velero';

export {
  cliProblems,
  coreProblems,
  drillProblems,
  etcdProblems,
  evidenceProblems,
  fluxProblems,
  kubernetesProblems,
  monitoringProblems,
  operationProblems,
  postgresProblems,
  rehearsalProblems,
  runbookProblems,
  stacksPlatformProblems,
  stacksProblems,
  storageProblems,
  veleroProblems,
};

/** Every problem restorable can report, ordered by code. `docs/errors.md` is generated from this list. */
export const problemCatalogue: readonly ProblemDefinition[] = [
  coreProblems,
  storageProblems,
  kubernetesProblems,
  monitoringProblems,
  fluxProblems,
  postgresProblems,
  drillProblems,
  cliProblems,
  operationProblems,
  evidenceProblems,
  etcdProblems,
  rehearsalProblems,
  runbookProblems,
  stacksPlatformProblems,
  stacksProblems,
  veleroProblems,
]
  .flatMap((area) => Object.values<ProblemDefinition>(area))
  .sort((a, b) => a.code.localeCompare(b.code));
