import { stringify } from 'yaml';

/**
 * A value as YAML for cloud-init, k3s and Kubernetes. They read YAML 1.1, where `yes`, `on`, `0600` and `12:30` are no
 * texts unless they are quoted.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
