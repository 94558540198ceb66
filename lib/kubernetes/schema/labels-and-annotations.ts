import { isRecord } from './object-checks';
import { placeUnder, type Check, type Finding } from './violation';
import { wrongType } from './wrong-type';

// Kubernetes documentation, "Labels and Selectors: syntax and character set".
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/;
const LABEL_VALUE_CHARACTERS = 63;
const KEY_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const KEY_NAME_CHARACTERS = 63;
const KEY_PREFIX = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const KEY_PREFIX_CHARACTERS = 253;

/** Total of keys and values: TotalAnnotationSizeLimitB of the API server. */
const ANNOTATION_BYTES = 256 * 1024;
/** No UTF-16 unit takes more bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

/** Checks labels: keys, and values of at most 63 letters, digits, dashes, underscores and dots. */
export const checkLabels: Check = (labels, found) => {
  if (!isRecord(labels)) {
    found.push(wrongType('an object', labels));
    return;
  }
  for (const key in labels) {
    const value = labels[key] ?? undefined;
    if (value === undefined) continue;
    const from = found.length;
    checkKey(key, found);
    if (typeof value !== 'string') found.push(wrongType('a string', value));
    else if (!LABEL_VALUE.test(value) || value.length > LABEL_VALUE_CHARACTERS) {
      found.push({
        property: '',
        value,
        reason: 'must be at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit',
      });
    }
    if (found.length !== from) placeUnder(key, found, from);
  }
};

/** Checks annotations: keys, string values, and their total size. */
export const checkAnnotations: Check = (annotations, found) => {
  if (!isRecord(annotations)) {
    found.push(wrongType('an object', annotations));
    return;
  }
  let units = 0;
  for (const key in annotations) {
    const value = annotations[key] ?? undefined;
    if (value === undefined) continue;
    const from = found.length;
    // Unlike a label's, an annotation's prefix may have upper-case letters.
    checkKey(key.toLowerCase(), found);
    if (typeof value !== 'string') found.push(wrongType('a string', value));
    else units += key.length + value.length;
    if (found.length !== from) placeUnder(key, found, from);
  }
  if (units * BYTES_PER_UNIT > ANNOTATION_BYTES) checkSize(annotations, found);
};

function checkKey(key: string, found: Finding[]): void {
  const slash = key.indexOf('/');
  const name = slash < 0 ? key : key.slice(slash + 1);
  if (!KEY_NAME.test(name) || name.length > KEY_NAME_CHARACTERS) {
    found.push({
      property: '',
      reason: `has a key whose name is not 1 to 63 letters, digits, -, _ and ., beginning and ending with a letter or digit`,
    });
  }
  if (slash >= 0 && (!KEY_PREFIX.test(key.slice(0, slash)) || slash > KEY_PREFIX_CHARACTERS)) {
    found.push({ property: '', reason: 'has a key whose prefix is not a DNS subdomain' });
  }
}

function checkSize(annotations: Readonly<Record<string, unknown>>, found: Finding[]): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value === 'string') bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > ANNOTATION_BYTES) {
    found.push({
      property: '',
      reason: `keys and values may have ${ANNOTATION_BYTES} bytes in all, but have ${bytes}`,
    });
  }
}
