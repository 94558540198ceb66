import type { RunbookSection } from '../../protection';
import { clusterAnswer, regionAnswer } from './cluster-answers';
import { corruptionAnswer } from './corruption-answer';
import { namespaceAnswer } from './namespace-answer';
import type { PostgresRunbookInput } from './runbook-input';
import { storeAnswer } from './store-answer';
import { volumeAnswer } from './volume-answer';

/** What a PostgresCluster says to each loss (CloudNativePG 1.30), by the same steps as `restorable recover`. */
export function postgresRunbook(input: PostgresRunbookInput): RunbookSection {
  return {
    layer: 'databases',
    answers: {
      volume: volumeAnswer(input),
      namespace: namespaceAnswer(input),
      corruption: corruptionAnswer(input),
      cluster: clusterAnswer(input),
      region: regionAnswer(input),
      'object-store': storeAnswer(input),
      git: {
        kind: 'no-loss',
        because:
          'Nothing of the database is in Git. It runs on and archives as before; only what is declared of it cannot be changed.',
      },
    },
  };
}
