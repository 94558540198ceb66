import type { Finding } from './violation';

/** What the API server accepts as the name of an object. */
interface NameRule {
  readonly pattern: RegExp;
  readonly maximum: number;
  readonly description: string;
}

/** Adds what is wrong with the name of an object of this kind and API group (empty for the core group). */
export function checkObjectName(group: string, kind: string, name: string, found: Finding[]): void {
  const rule = RULES[`${kind}.${group}`] ?? SUBDOMAIN;
  const property = 'metadata.name';
  if (!rule.pattern.test(name)) found.push({ property, value: name, reason: `must be ${rule.description}` });
  if (name.length > rule.maximum) {
    found.push({ property, value: name, reason: `must have at most ${rule.maximum} characters` });
  }
}

/** RFC 1123 label: names of namespaces. */
export const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

const SUBDOMAIN: NameRule = {
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
  maximum: 253,
  description:
    'lower-case letters, digits, dashes and dots, each part beginning and ending with a letter or digit',
};

const PATH_SEGMENT: NameRule = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  maximum: 253,
  description: 'one segment of a path: neither . nor .., without / and %',
};

// Kubernetes, "Object Names and IDs", and the kinds' own validation in the API server 1.34; what is not listed is a
// subdomain. The keys are `<kind>.<group>`, since kinds of other groups may have the same name.
const RULES: Readonly<Record<string, NameRule>> = {
  'Namespace.': {
    pattern: DNS_LABEL,
    maximum: 63,
    description: 'lower-case letters, digits and dashes, beginning and ending with a letter or digit',
  },
  'Service.': {
    pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
    maximum: 63,
    description:
      'lower-case letters, digits and dashes, beginning with a letter and ending with a letter or digit',
  },
  // The CronJob controller appends eleven characters to name its Jobs, and a Job's name is a label of its pods.
  'CronJob.batch': { ...SUBDOMAIN, maximum: 52 },
  'Job.batch': { ...SUBDOMAIN, maximum: 63 },
  'Role.rbac.authorization.k8s.io': PATH_SEGMENT,
  'RoleBinding.rbac.authorization.k8s.io': PATH_SEGMENT,
  'ClusterRole.rbac.authorization.k8s.io': PATH_SEGMENT,
  'ClusterRoleBinding.rbac.authorization.k8s.io': PATH_SEGMENT,
};
