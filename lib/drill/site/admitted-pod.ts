import type { AdmittedKind, AdmittedObject } from './admission';
import { celEquals, celTexts } from './cel';
import { CHECK_CONTAINER, CHECK_VOLUMES, checkContainer, checkPodLabels, type CheckPod } from './check-pod';

const PODS: AdmittedKind = { apiGroup: '', apiVersion: 'v1', resource: 'pods' };

/** What the container may have besides image, command and environment: nothing that could run or read anything else. */
const HARMLESS = [
  'name',
  'imagePullPolicy',
  'resources',
  'securityContext',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'volumeMounts',
];

/** Conditions that are the same for every pod of a check. */
const FIXED: readonly string[] = [
  'size(object.spec.containers) == 1',
  `object.spec.containers[0].name == "${CHECK_CONTAINER}"`,
  '!has(object.spec.initContainers) && !has(object.spec.ephemeralContainers)',
  'has(object.spec.automountServiceAccountToken) && !object.spec.automountServiceAccountToken',
  '!has(object.spec.serviceAccountName) || object.spec.serviceAccountName == "default"',
  // Labelled as a pod of a restored Cluster it would be let through where that is.
  '!object.metadata.labels.exists(label, label.startsWith("cnpg.io/"))',
  ...celEquals('variables.spec.volumes', CHECK_VOLUMES),
];

/**
 * The pod of a check, as the runner may create it: this image, command and environment, hence no Secret but those the check
 * was given, and the labels by which network policies know it. Commands of probes and hooks would run in the container
 * too, so there are none.
 */
export function admittedPod(drill: string, { name, check }: CheckPod): AdmittedObject {
  const container = checkContainer(drill, check);
  return {
    kind: PODS,
    name,
    conditions: [
      ...FIXED,
      ...Object.entries(checkPodLabels(drill)).map(
        ([label, value]) => `object.metadata.labels[${JSON.stringify(label)}] == ${JSON.stringify(value)}`,
      ),
      `variables.spec.containers[0].all(key, key in ${celTexts([...Object.keys(container), ...HARMLESS])})`,
      ...Object.entries(container).flatMap(([key, value]) =>
        celEquals(`variables.spec.containers[0]["${key}"]`, value),
      ),
    ],
  };
}
