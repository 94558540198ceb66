import { coreProblems, DnsSubdomain, fail, veleroProblems } from '../../core';
import type { Restore } from '../../kubernetes/generated/velero.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import { NOT_RESTORABLE, readResources } from '../backup/resource-name';
import type { RestoreHook } from '../hooks/restore-hook';
import type { RestoreModifier } from './restore-modifier';
import { modifierConfigMap } from './restore-modifier';

/** Names of namespaces (RFC 1123 label). */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Options of a recovery from one backup. */
export interface NamespaceRecoveryProps {
  /** Name of the Restore. */
  readonly name: string;
  /** Name of the Backup: always one that somebody chose. By its Schedule Velero would silently take an older one. */
  readonly backup: string;
  /** Namespaces, all that are to come back. */
  readonly namespaces: readonly string[];
  /** Kinds. @default - every kind in the backup */
  readonly kinds?: readonly string[];
  /** Where they come back: exact names. @default - where they were */
  readonly mapping?: Readonly<Record<string, string>>;
  /** What happens to objects that exist: left as they are, or changed to the backup's. Data of volumes never is. @default none */
  readonly existing?: 'none' | 'update';
  /** What is changed on the way. @default - nothing */
  readonly modifiers?: readonly RestoreModifier[];
  /** What runs in restored pods. @default - nothing */
  readonly hooks?: readonly RestoreHook[];
  /** Annotations of the Restore. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A recovery of namespaces from one backup: by namespace and kind, never by labels, which the claims of a StatefulSet lack. */
export class NamespaceRecovery {
  /** Throws RST105, RST958, RST965, RST968, RST972. */
  static of(props: NamespaceRecoveryProps): NamespaceRecovery {
    const { namespaces, kinds = [], mapping = {}, backup, existing = 'none' } = props;
    if (namespaces.length === 0 || namespaces.some((name) => !NAMESPACE.test(name))) {
      fail(veleroProblems.invalidNamespaces, {
        property: 'namespaces',
        value: namespaces,
        reason: 'they are not one or more names',
      });
    }
    if (backup === '') {
      fail(coreProblems.invalidName, { property: 'backup', value: backup, reason: 'The name is empty.' });
    }
    DnsSubdomain.of(props.name);
    const never = readResources('kinds', kinds).find((kind) => NOT_RESTORABLE.includes(kind));
    if (never !== undefined) {
      fail(veleroProblems.kindNotRestorable, {
        property: 'kinds',
        value: never,
        reason: 'Velero never restores it',
      });
    }
    const foreign = Object.keys(mapping).find((name) => !namespaces.includes(name));
    if (foreign !== undefined) {
      fail(veleroProblems.incompleteMapping, {
        property: 'mapping',
        value: foreign,
        reason: 'it is not among the namespaces that come back',
      });
    }
    const targets = Object.values(mapping);
    const wrong = targets.find((name) => !NAMESPACE.test(name));
    const twice = targets.find((name, index) => targets.indexOf(name) !== index);
    if (wrong !== undefined || twice !== undefined) {
      fail(veleroProblems.incompleteMapping, {
        property: 'mapping',
        value: wrong ?? twice,
        reason:
          wrong === undefined ? 'two namespaces would come back as one' : 'it is no name of a namespace',
        fix: 'Map each namespace to a name of its own.',
      });
    }
    if (!['none', 'update'].includes(existing)) {
      fail(veleroProblems.invalidOption, {
        property: 'existing',
        value: existing,
        reason: 'Velero knows none and update',
        fix: 'Write none or update.',
      });
    }
    return new NamespaceRecovery(props);
  }

  private constructor(private readonly props: NamespaceRecoveryProps) {}

  /** The Restore (velero.io/v1), in the namespace of Velero. */
  restore(
    velero: string,
  ): Restore & { readonly metadata: { readonly name: string; readonly namespace: string } } {
    const { name, backup, namespaces, kinds, mapping, hooks = [], annotations = {} } = this.props;
    return {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: {
        name,
        namespace: velero,
        labels: managedLabels(),
        ...(Object.keys(annotations).length > 0 && { annotations: { ...annotations } }),
      },
      spec: {
        backupName: backup,
        includedNamespaces: [...namespaces],
        // Pods are among every kind: through them data of file-system backups comes back.
        ...(kinds !== undefined && { includedResources: [...new Set([...kinds, 'pods'])].sort() }),
        ...(mapping !== undefined && { namespaceMapping: { ...mapping } }),
        existingResourcePolicy: this.props.existing ?? 'none',
        preserveNodePorts: false,
        ...(this.modified && { resourceModifier: { kind: 'configmap', name: `${name}-modifiers` } }),
        ...(hooks.length > 0 && { hooks: { resources: hooks.map((hook) => hook.resource(namespaces)) } }),
      },
    };
  }

  /** The ConfigMap with its modifiers, which must be there first; undefined where there are none. */
  tryConfigMap(velero: string): ReturnType<typeof modifierConfigMap> | undefined {
    const { name, modifiers = [], namespaces } = this.props;
    if (!this.modified) return undefined;
    return modifierConfigMap({ name: `${name}-modifiers`, namespace: velero }, modifiers, namespaces);
  }

  private get modified(): boolean {
    return (this.props.modifiers ?? []).length > 0;
  }
}
