import type { ProblemDefinition } from '../definition';
import { cliProblems } from './cli';
import { coreProblems } from './core';
import { drillProblems } from './drill';
import { evidenceProblems } from './evidence';
import { fluxProblems } from './flux';
import { kubernetesProblems } from './kubernetes';
import { postgresProblems } from './postgres';
import { rehearsalProblems } from './rehearsal';
import { storageProblems } from './storage';

export {
  cliProblems,
  coreProblems,
  drillProblems,
  evidenceProblems,
  fluxProblems,
  kubernetesProblems,
  postgresProblems,
  rehearsalProblems,
  storageProblems,
};

/** Every problem restorable can report, ordered by code. `docs/errors.md` is generated from this list. */
export const problemCatalogue: readonly ProblemDefinition[] = [
  coreProblems,
  storageProblems,
  kubernetesProblems,
  fluxProblems,
  postgresProblems,
  drillProblems,
  cliProblems,
  evidenceProblems,
  rehearsalProblems,
]
  .flatMap((area) => Object.values<ProblemDefinition>(area))
  .sort((a, b) => a.code.localeCompare(b.code));
