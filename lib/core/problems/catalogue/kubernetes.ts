import { define } from '../definition';

/** Problems of clusters, environments and the shape of Kubernetes objects. */
export const kubernetesProblems = {
  schemaViolation: define('RST301', {
    title: 'Object does not match its schema',
    severity: 'error',
    explanation:
      'The API server refuses the object, or drops a field it does not know; Flux then stops at it, and what comes after it in the same folder is not applied.',
    fix: 'Write the property as its schema says, or correct the patch that changed it.',
  }),
  unknownKind: define('RST302', {
    title: 'Kind without a schema',
    severity: 'warning',
    explanation:
      'An object of a kind whose schema is not known is written unchecked: a misspelt field is found only when it is applied.',
    fix: 'Check the object with a server-side dry run, or generate the schema of its kind: npm run generate in the restorable project.',
  }),
  drillInLiveNamespace: define('RST310', {
    title: 'Drill namespace holds live data',
    severity: 'error',
    explanation:
      'Drills restore, overwrite and delete in their namespace, and their service account may do so there: it must hold nothing else.',
    fix: 'Name another namespace for the drills, for example restore-test.',
  }),
  operatorMissing: define('RST311', {
    title: 'Operator lacks another one',
    severity: 'error',
    explanation:
      'An operator that does not find what it runs beside never becomes ready, and what depends on it waits for ever.',
    fix: 'Install the other operator too: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }).',
  }),
  outsideEnvironment: define('RST312', {
    title: 'Construct stands outside a cluster or environment',
    severity: 'error',
    explanation:
      'Objectives, store, credentials and the place of drills come from the Environment around a protection, networks and operators from the KubernetesCluster around that.',
    fix: 'Make it in a FluxFolder of an Environment.',
  }),
  sharedProtectionId: define('RST313', {
    title: 'Two protections share an ID',
    severity: 'error',
    explanation:
      'The plan, evidence and reports name a protection by cluster, environment and name; one of the two would be taken for the other.',
    fix: 'Rename one of them.',
  }),
  objectTooLarge: define('RST314', {
    title: 'Object too large',
    severity: 'error',
    explanation:
      'The API server refuses the object, and Flux applies nothing of its folder. Objects grow with what is declared in one place.',
    fix: 'Spread what it is made of over several drill namespaces, clusters or objects.',
  }),
} as const;
