import type { ClusterSettings } from '../cluster-settings';
import type { WrittenFile } from './written-file';

/** Settings of the operating system: who may log in, what is upgraded, how much is logged. */
export function systemFiles({ upgrades }: ClusterSettings): WrittenFile[] {
  return [
    // Read before the files of the image: sshd takes the first value it sees.
    { path: '/etc/ssh/sshd_config.d/01-restorable.conf', mode: '0600', content: SSHD },
    { path: '/etc/systemd/journald.conf.d/restorable.conf', mode: '0644', content: JOURNAL },
    { path: '/etc/apt/apt.conf.d/99-restorable', mode: '0644', content: upgradesText(upgrades.os) },
  ];
}

const SSHD = `PasswordAuthentication no
KbdInteractiveAuthentication no
PermitEmptyPasswords no
PermitRootLogin prohibit-password
AuthenticationMethods publickey
X11Forwarding no
AllowAgentForwarding no
MaxAuthTries 3
LoginGraceTime 30
`;

/** Logs of a week, and never so many that they push out images. */
const JOURNAL = `[Journal]
SystemMaxUse=2G
MaxRetentionSec=1week
`;

/** Debian's unattended upgrades, on or off. They never reboot: kured does, one node after the other, in its window. */
function upgradesText(on: boolean): string {
  const daily = on ? '1' : '0';
  return `APT::Periodic::Update-Package-Lists "${daily}";
APT::Periodic::Unattended-Upgrade "${daily}";
Unattended-Upgrade::Automatic-Reboot "false";
`;
}
