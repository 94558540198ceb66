import { arrayCheck } from './array-check';
import { checkAnnotations, checkLabels } from './labels-and-annotations';
import { objectCheck } from './object-checks';
import { DNS_LABEL } from './object-name';
import { checkBoolean, checkNothing, stringCheck } from './scalar-checks';
import type { Check, PropertyCheck } from './violation';

const text = property(stringCheck({ type: 'string' }));
const serverWritten = property(checkNothing);

const checkOwner = objectCheck(
  { type: 'object', properties: {}, required: ['apiVersion', 'kind', 'name', 'uid'] },
  new Map([
    ['apiVersion', text],
    ['kind', text],
    ['name', text],
    ['uid', text],
    ['controller', property(checkBoolean)],
    ['blockOwnerDeletion', property(checkBoolean)],
  ]),
);

const checkFinalizers = arrayCheck({ type: 'array', items: 'string', unique: true }, text);
const checkOwners = arrayCheck({ type: 'array', items: 'any', keys: { uid: null } }, property(checkOwner));
const checkNamespace = stringCheck({ type: 'string', pattern: DNS_LABEL.source, maxLength: 63 });

/**
 * Checks ObjectMeta, of objects and of pod templates alike. The rules of a name depend on the object's kind, and are
 * not checked here. What only the API server writes may be there and is not checked.
 *
 * Source: `meta/v1` of the Kubernetes 1.34 API.
 */
export const checkMetadata: Check = objectCheck(
  { type: 'object', properties: {} },
  new Map([
    ['name', text],
    ['generateName', text],
    ['namespace', property(checkNamespace)],
    ['labels', property(checkLabels)],
    ['annotations', property(checkAnnotations)],
    ['finalizers', property(checkFinalizers)],
    ['ownerReferences', property(checkOwners)],
    ['creationTimestamp', serverWritten],
    ['deletionGracePeriodSeconds', serverWritten],
    ['deletionTimestamp', serverWritten],
    ['generation', serverWritten],
    ['managedFields', serverWritten],
    ['resourceVersion', serverWritten],
    ['selfLink', serverWritten],
    ['uid', serverWritten],
  ]),
);

function property(check: Check): PropertyCheck {
  return { check, nullable: false };
}
