import type { Construct } from 'constructs';
import { fail, kubernetesProblems } from '../../core';
import type { FluxFolder } from '../../flux/flux-folder';
import { installHelmOperator } from './helm-operator';
import { OPERATOR_VERSIONS } from './versions';

/** Which operators a cluster's tree installs. */
export interface PinnedOperatorsProps {
  /** CloudNativePG, which runs PostgreSQL. @default false */
  readonly cloudNativePg?: boolean;
  /** The Barman Cloud plugin, which archives for it; needs the other two. @default false */
  readonly barmanCloud?: boolean;
  /** cert-manager, which issues the plugin's certificates. @default false */
  readonly certManager?: boolean;
  /** Folder of the operators, below the cluster's path. @default infrastructure/operators */
  readonly path?: string;
}

/** Operators installed by Flux, at versions proved together. */
export class Operators {
  /** Namespace of CloudNativePG; its plugins must run in it too (plugin-barman-cloud 0.14, installation). */
  static readonly CLOUDNATIVE_PG_NAMESPACE = 'cnpg-system';

  /**
   * Operators at the versions of this release.
   *
   * Throws RST311 where the Barman Cloud plugin is asked for without CloudNativePG. Without `certManager`, cert-manager
   * must be installed by somebody else.
   */
  static pinned(props: PinnedOperatorsProps): Operators {
    if (props.barmanCloud === true && props.cloudNativePg !== true) {
      fail(kubernetesProblems.operatorMissing, {
        property: 'operators.barmanCloud',
        reason: 'the Barman Cloud plugin runs beside CloudNativePG, which this tree does not install',
      });
    }
    return new Operators(props);
  }

  readonly cloudNativePgNamespace = Operators.CLOUDNATIVE_PG_NAMESPACE;

  private constructor(private readonly props: PinnedOperatorsProps) {}

  /** Writes one folder per operator below a cluster, each waiting for those it needs. */
  install(cluster: Construct): readonly FluxFolder[] {
    const path = this.props.path ?? 'infrastructure/operators';
    const folders: FluxFolder[] = [];
    if (this.props.certManager === true) {
      folders.push(
        installHelmOperator(cluster, path, {
          name: 'cert-manager',
          namespace: 'cert-manager',
          ownsNamespace: true,
          repository: 'oci://quay.io/jetstack/charts',
          chart: 'cert-manager',
          version: OPERATOR_VERSIONS.certManager.chart,
          values: { crds: { enabled: true, keep: true } },
          dependsOn: [],
        }),
      );
    }
    if (this.props.cloudNativePg === true) {
      folders.push(
        installHelmOperator(cluster, path, {
          name: 'cloudnative-pg',
          namespace: this.cloudNativePgNamespace,
          ownsNamespace: true,
          repository: 'https://cloudnative-pg.github.io/charts',
          chart: 'cloudnative-pg',
          version: OPERATOR_VERSIONS.cloudNativePg.chart,
          values: { crds: { create: true } },
          dependsOn: [],
        }),
      );
    }
    if (this.props.barmanCloud === true) {
      folders.push(
        installHelmOperator(cluster, path, {
          name: 'plugin-barman-cloud',
          namespace: this.cloudNativePgNamespace,
          ownsNamespace: false,
          repository: 'https://cloudnative-pg.github.io/charts',
          chart: 'plugin-barman-cloud',
          version: OPERATOR_VERSIONS.barmanCloud.chart,
          values: { crds: { create: true } },
          dependsOn: [...folders],
        }),
      );
    }
    return folders;
  }
}
