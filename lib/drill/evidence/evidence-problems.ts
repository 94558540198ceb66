import { evidenceProblems, problem, type Problem, type ProblemDefinition } from '../../core';
import type { EvidenceProps } from '../../kubernetes/evidence-props';
import { storeProblems } from '../../storage';

/**
 * What a place of evidence cannot do of what is meant, and what follows from how it is declared: `RST821`, `RST823` to
 * `RST826`, and what any user of the store is told (`RST204`, `RST205`, `RST209`, `RST226`, `RST228`). Properties are below
 * `evidence`.
 */
export function evidencePlaceProblems({ store, credentials, signingKey, lock }: EvidenceProps): Problem[] {
  const { capabilities, profile } = store;
  const { conditionalPut, versioning, objectLock } = capabilities;
  const found: Problem[] = storeProblems(store, {
    credentials,
    access: 'append-only',
    objectLock: lock !== undefined,
    overwrites: false,
  });
  const report = (definition: ProblemDefinition, property: string, value: unknown, reason: string) =>
    found.push(problem(definition, { property, value, reason }));
  if (!conditionalPut && !versioning)
    report(
      evidenceProblems.storeKeepsNothing,
      'store',
      store.id,
      `${profile} knows neither conditional writes nor versions`,
    );
  else if (!conditionalPut)
    report(
      evidenceProblems.evidenceCanBeOverwritten,
      'store',
      store.id,
      `${profile} knows no conditional writes, as far as it is known`,
    );
  if (lock === undefined)
    report(evidenceProblems.evidenceNotLocked, 'lock', undefined, 'it is not said what keeps records');
  else if (lock.asked !== undefined && objectLock === 'bucket-rules')
    report(
      evidenceProblems.invalidEvidenceLock,
      'lock',
      lock.asked.mode,
      `${profile} locks by rules of the bucket, and refuses a lock that is asked for with an object`,
    );
  for (const [property, secret] of Object.entries({ credentials, signingKey })) {
    if (secret.name === undefined)
      report(evidenceProblems.evidenceNeedsSecret, property, secret.kind, 'there is no Secret of them');
  }
  return found.map((each) => ({ ...each, property: `evidence.${propertyOf(each)}` }));
}

/** The declaration calls it by another name than stores do. */
function propertyOf({ property = 'store' }: Problem): string {
  return property === 'objectLock' ? 'lock' : property;
}
