import { Firewall } from '@pulumi/hcloud/firewall';
import { SshKey } from '@pulumi/hcloud/sshKey';
import * as pulumi from '@pulumi/pulumi';
import { systemManifests } from '../cloud-init/manifests';
import { userData } from '../cloud-init/user-data';
import { clusterSettings, type ClusterSettings } from '../cluster-settings';
import type { ClusterSecrets } from '../cluster-secrets';
import { deletionGuard } from '../../deletion-guard';
import { refuseInputs } from '../../problems/refuse-inputs';
import { warnInputs } from '../../problems/warn-inputs';
import { recoveryBundle } from '../recovery-bundle';
import { inspectClusterSettings } from '../rules';
import { CLUSTER_LABEL, layoutOf } from '../server-layout';
import { apiAddress } from './api-address';
import type { HetznerK3sClusterArgs, StoreKeysInput } from './cluster-args';
import { firewallRules } from './firewall-rules';
import { clusterIdentity, type ClusterIdentity } from './identity';
import { ingressLoadBalancer } from './ingress-load-balancer';
import { kubeconfig } from './kubeconfig';
import { missingSecrets } from './missing-secrets';
import { privateNetwork } from './private-network';
import { secretFile } from './secret-file';
import { makeServers } from './servers';

/**
 * A k3s cluster on Hetzner Cloud that comes up by cloud-init alone, snapshots its etcd into an S3 store, and can be built
 * again from such a snapshot by the same program (`restoreFrom`).
 *
 * Its certificate authorities, its token and the administrator's certificate are made here, so that the kubeconfig is
 * known before the first server boots. `restoreFrom` stays in the program for as long as the cluster lives: the restored
 * cluster has the identity of the bundle, and acts on the snapshot only where there is no datastore yet.
 *
 * Throws `InputPropertiesError` with everything that is wrong (`inspectClusterSettings`, `RST922`) before any resource is made.
 */
export class HetznerK3sCluster extends pulumi.ComponentResource {
  /** Logs in as administrator. Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Address of the Kubernetes API. */
  readonly apiAddress: pulumi.Output<string>;
  /** JSON text of what must be had to build the cluster from its snapshots. Secret; empty without etcd backup. */
  readonly recoveryBundle: pulumi.Output<string>;
  /**
   * YAML of what the first server applies when it boots: cloud controller manager, CSI driver, ingress and so on. Secret.
   * A change of it reaches a cluster that is there only by `kubectl apply --server-side --force-conflicts`.
   */
  readonly systemManifests: pulumi.Output<string>;
  /** Names of the servers, the first one first. */
  readonly serverNames: pulumi.Output<string[]>;
  /** IPv4 address of the ingress' load balancer; empty without ingress. */
  readonly ingressAddress: pulumi.Output<string>;

  constructor(args: HetznerK3sClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = clusterSettings(args);
    const problems = [...inspectClusterSettings(settings), ...missingSecrets(settings, args)];
    refuseInputs(`cluster ${settings.name}`, problems);
    super('restorable:cluster:HetznerK3sCluster', args.name, {}, opts);
    void warnInputs(problems, this);
    const { name } = settings;
    const protect = args.protect ?? true;
    const kept = { parent: this, protect };
    const labels = { [CLUSTER_LABEL]: name };
    const layout = layoutOf(settings);
    const [first] = layout;
    // The inspection refuses a cluster without control planes.
    if (first === undefined) throw new pulumi.ResourceError('the cluster has no server', this);

    const network = privateNetwork(settings, labels, kept);
    const firewall = new Firewall(
      `${name}-firewall`,
      { name, labels, rules: firewallRules(settings.firewall) },
      { parent: this },
    );
    const sshKeys = settings.sshKeys.map(
      (publicKey, position) =>
        new SshKey(
          `${name}-ssh-${position + 1}`,
          { name: `${name}-${position + 1}`, publicKey: publicKey.trim(), labels },
          { parent: this },
        ),
    );
    const api = apiAddress({ settings, first, network, labels, ...kept });
    const identity = clusterIdentity(name, settings.restoreFrom?.bundle, kept);
    const ingress =
      settings.ingress.kind === 'none' && args.loadBalancer === undefined
        ? undefined
        : ingressLoadBalancer(settings, network, labels, kept);
    const secrets = clusterSecrets(args, identity, api.certificateAddresses);
    const servers = makeServers({
      settings,
      layout,
      secrets,
      network,
      firewall,
      sshKeys,
      api,
      labels,
      parent: this,
    });

    this.apiAddress = api.address;
    this.kubeconfig = kubeconfigOf(name, identity, api.address);
    this.recoveryBundle = bundleOf(settings, identity);
    this.systemManifests = pulumi.secret(
      secrets.apply((known) => systemManifests(settings, known, userData)),
    );
    this.serverNames = pulumi.all(servers.map((server) => server.name));
    this.ingressAddress = ingress?.ipv4 ?? pulumi.output('');
    if (args.kubeconfigFile !== undefined) {
      secretFile(`${name}-kubeconfig-file`, args.kubeconfigFile, this.kubeconfig, this);
    }
    if (args.recoveryBundleFile !== undefined) {
      secretFile(`${name}-recovery-bundle-file`, args.recoveryBundleFile, this.recoveryBundle, this);
    }
    deletionGuard(name, this, { parent: opts?.parent, protect });
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      apiAddress: this.apiAddress,
      recoveryBundle: this.recoveryBundle,
      systemManifests: this.systemManifests,
      serverNames: this.serverNames,
      ingressAddress: this.ingressAddress,
    });
  }
}

function clusterSecrets(
  args: HetznerK3sClusterArgs,
  { token, agentToken, authorities }: ClusterIdentity,
  apiAddresses: pulumi.Output<string[]>,
): pulumi.Output<ClusterSecrets> {
  const { hcloudToken, etcdStore, restoreStore, registryLogins } = args;
  return pulumi.secret(
    pulumi.output({
      token,
      agentToken,
      authorities,
      hcloudToken,
      apiAddresses,
      ...(etcdStore !== undefined && { etcdStore: known(etcdStore) }),
      ...(restoreStore !== undefined && { restoreStore: known(restoreStore) }),
      ...(registryLogins !== undefined && { registries: registryLogins }),
    }),
  );
}

function known({ accessKeyId, secretAccessKey }: StoreKeysInput) {
  return pulumi.output({ accessKeyId, secretAccessKey });
}

function kubeconfigOf(
  name: string,
  { authorities, admin }: ClusterIdentity,
  address: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.secret(
    pulumi
      .all([authorities, admin.certificate, admin.privateKey, address])
      .apply(([{ server }, clientCertificate, clientKey, host]) =>
        kubeconfig({
          name,
          address: host,
          serverAuthority: server.certificate,
          clientCertificate,
          clientKey,
        }),
      ),
  );
}

function bundleOf(settings: ClusterSettings, { token, authorities }: ClusterIdentity): pulumi.Output<string> {
  return pulumi.secret(
    pulumi.all([token, authorities]).apply(([passphrase, all]) => {
      const bundle = recoveryBundle(settings, { token: passphrase, authorities: all });
      return bundle === undefined ? '' : `${JSON.stringify(bundle, undefined, 2)}\n`;
    }),
  );
}
