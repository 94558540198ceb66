import { Shape } from './shape';

const { text, number, flag, list, names, oneOf, settings } = Shape;

const serverShape = {
  location: text,
  image: text,
  labels: names(text),
  taints: list(
    settings({ key: text, effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute') }, { value: text }),
  ),
  publicIpv4: flag,
  publicIpv6: flag,
};

const pools = names(settings({ serverType: text, count: number }, { ...serverShape, addressBlock: number }));

/**
 * Keys of the configuration of a cluster stack that become options of the same name (`ClusterOptions`), and what their
 * values look like.
 */
export const CLUSTER_SHAPES = {
  networkZone: text,
  network: settings(
    {},
    { ipRange: text, controlPlanes: text, workers: text, pods: text, services: text, clusterDns: text },
  ),
  controlPlanes: pools,
  firstPool: text,
  workers: pools,
  autoscaledWorkers: names(settings({ serverType: text, min: number, max: number }, serverShape)),
  schedulingOnControlPlanes: flag,
  loadBalancer: settings({}, { type: text, location: text, ipv6: flag }),
  ingress: settings({ kind: oneOf('traefik', 'none') }, { redirectToHttps: flag, autoscaling: flag }),
  upgrades: settings({}, { k3s: flag, os: flag }),
  reboots: settings(
    {},
    {
      days: list(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
      start: text,
      end: text,
      timeZone: text,
    },
  ),
  serverArguments: list(text),
  registries: names(settings({}, { mirrors: list(text), login: flag })),
  api: settings(
    {},
    {
      access: oneOf('public', 'private'),
      loadBalancer: settings({}, { type: text, location: text }),
      hostnames: list(text),
    },
  ),
  firewall: settings(
    {},
    {
      sshSources: list(text),
      apiSources: list(text),
      outboundTcpPorts: list(number),
      restrictOutbound: flag,
    },
  ),
  sshKeys: list(text),
} as const;

/** The etcd snapshots of a cluster stack (`EtcdBackupOptions`). */
export const ETCD_BACKUP_SHAPE = settings(
  {},
  {
    store: settings(
      { endpoint: text, bucket: text, region: text },
      { pathStyle: flag, certificateAuthority: text },
    ),
    schedule: text,
    rpo: text,
    keepInStore: text,
    keepOnServers: text,
    folder: text,
    credentials: oneOf('config-file', 'config-secret'),
    compress: flag,
  },
);
