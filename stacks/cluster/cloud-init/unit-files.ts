import { SCRIPT_FOLDER } from './script-files';
import type { WrittenFile } from './written-file';

/** The units of a server: the guard, the bootstrap, and k3s, which starts after both and needs the guard. */
export function unitFiles(isServer: boolean): WrittenFile[] {
  const k3s = isServer ? 'k3s' : 'k3s-agent';
  return [
    unit('metadata-guard', METADATA_GUARD),
    unit('restorable-bootstrap', BOOTSTRAP),
    unit(k3s, k3sUnit(isServer ? 'server' : 'agent')),
  ];
}

function unit(name: string, content: string): WrittenFile {
  return { path: `/etc/systemd/system/${name}.service`, mode: '0644', content };
}

/** Before any network of pods is there; again when the rules of the host are loaded anew. */
const METADATA_GUARD = `[Unit]
Description=Keep pods from the metadata service
After=network-pre.target nftables.service
PartOf=nftables.service
Before=k3s.service k3s-agent.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${SCRIPT_FOLDER}/metadata-guard.sh

[Install]
WantedBy=multi-user.target nftables.service
`;

/** At every boot, until it succeeds; a second run changes nothing. */
const BOOTSTRAP = `[Unit]
Description=Make this server a part of its cluster
Wants=network-online.target
After=network-online.target metadata-guard.service
Requires=metadata-guard.service
StartLimitIntervalSec=0

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${SCRIPT_FOLDER}/bootstrap.sh
Restart=on-failure
RestartSec=15
TimeoutStartSec=infinity
KillMode=control-group

[Install]
WantedBy=multi-user.target
`;

/**
 * k3s as its own installer runs it: containers live on when it is restarted, its limits are those of containers, and it
 * says by itself when a server is ready.
 */
function k3sUnit(command: 'server' | 'agent'): string {
  return `[Unit]
Description=k3s ${command}
Documentation=https://docs.k3s.io
Wants=network-online.target
After=network-online.target metadata-guard.service
Requires=metadata-guard.service

[Service]
Type=${command === 'server' ? 'notify' : 'exec'}
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/k3s ${command}
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}
