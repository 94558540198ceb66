import * as pulumi from '@pulumi/pulumi';
import { RandomPassword } from '@pulumi/random/randomPassword';
import { CertRequest } from '@pulumi/tls/certRequest';
import { LocallySignedCert } from '@pulumi/tls/locallySignedCert';
import { PrivateKey } from '@pulumi/tls/privateKey';
import { SelfSignedCert } from '@pulumi/tls/selfSignedCert';
import type { Authority, ClusterAuthorities } from '../cluster-secrets';
import type { RecoveryBundle } from '../recovery-bundle';

const HOURS_OF_A_YEAR = 365 * 24;

/** Letters and digits: k3s splits tokens at colons, and cloud-init and shells must not have to quote them. */
const TOKEN = { length: 64, special: false };

/** Certificate and key that a kubeconfig logs in with, PEM. */
export interface AdminCredentials {
  readonly certificate: pulumi.Output<string>;
  readonly privateKey: pulumi.Output<string>;
}

/** What makes a cluster this cluster, and lets its administrator in. All secret. */
export interface ClusterIdentity {
  readonly token: pulumi.Output<string>;
  readonly agentToken: pulumi.Output<string>;
  readonly authorities: pulumi.Output<ClusterAuthorities>;
  readonly admin: AdminCredentials;
}

/** How the resources of an identity are made. */
export interface IdentityOptions {
  readonly parent: pulumi.Resource;
  readonly protect: boolean;
}

/**
 * The identity of a new cluster; or, with a bundle, that of the cluster it comes from, since a snapshot can be read only
 * with its token and its pods trust only its authorities. Known before any server boots: so is the kubeconfig.
 *
 * An identity of its own is made in any case: the bundle may be that of this very stack, whose servers were lost, and what
 * is protected in its state must not be deleted by the restore.
 */
export function clusterIdentity(
  name: string,
  bundle: RecoveryBundle | undefined,
  { parent, protect }: IdentityOptions,
): ClusterIdentity {
  const kept = { parent, protect };
  const agentToken = new RandomPassword(`${name}-agent-token`, TOKEN, kept).result;
  const ownToken = new RandomPassword(`${name}-token`, TOKEN, kept).result;
  const ownAuthorities = newAuthorities(name, kept);
  const authorities = bundle === undefined ? ownAuthorities : pulumi.secret(bundle.authorities);
  return {
    token: pulumi.secret(bundle?.token ?? ownToken),
    agentToken: pulumi.secret(agentToken),
    authorities: pulumi.output(authorities),
    admin: adminCredentials(name, pulumi.output(authorities), parent),
  };
}

function newAuthorities(name: string, options: IdentityOptions): pulumi.Output<ClusterAuthorities> {
  const serviceAccounts = new PrivateKey(`${name}-service-account-key`, ELLIPTIC, options);
  return pulumi.secret(
    pulumi.output({
      server: newAuthority(`${name}-server-ca`, options),
      client: newAuthority(`${name}-client-ca`, options),
      requestHeader: newAuthority(`${name}-request-header-ca`, options),
      etcdServer: newAuthority(`${name}-etcd-server-ca`, options),
      etcdPeer: newAuthority(`${name}-etcd-peer-ca`, options),
      serviceAccountKey: serviceAccounts.privateKeyPem,
    }),
  );
}

const ELLIPTIC = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

function newAuthority(name: string, options: IdentityOptions): pulumi.Output<Authority> {
  const key = new PrivateKey(`${name}-key`, ELLIPTIC, options);
  const certificate = new SelfSignedCert(
    name,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: name },
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: ['cert_signing', 'crl_signing', 'digital_signature', 'key_encipherment'],
      // As long as those k3s makes itself: a cluster cannot change them without stopping.
      validityPeriodHours: 10 * HOURS_OF_A_YEAR,
    },
    options,
  );
  return pulumi.output({ certificate: certificate.certPem, privateKey: key.privateKeyPem });
}

/** A client certificate of `system:masters`, signed by the authority that the API server trusts for clients. */
function adminCredentials(
  name: string,
  authorities: pulumi.Output<ClusterAuthorities>,
  parent: pulumi.Resource,
): AdminCredentials {
  const key = new PrivateKey(`${name}-admin-key`, ELLIPTIC, { parent });
  const request = new CertRequest(
    `${name}-admin-request`,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: 'system:admin', organization: 'system:masters' },
    },
    { parent },
  );
  const certificate = new LocallySignedCert(
    `${name}-admin`,
    {
      certRequestPem: request.certRequestPem,
      caCertPem: authorities.apply(({ client }) => client.certificate),
      caPrivateKeyPem: authorities.apply(({ client }) => client.privateKey),
      allowedUses: ['client_auth', 'digital_signature', 'key_encipherment'],
      // Renewed by the next `pulumi up` in the last month.
      validityPeriodHours: HOURS_OF_A_YEAR,
      earlyRenewalHours: 30 * 24,
    },
    { parent },
  );
  return { certificate: certificate.certPem, privateKey: pulumi.secret(key.privateKeyPem) };
}
