import { kubectl, tryKubectl } from '../kubectl';
import { findSetting } from '../settings';
import { SOURCE } from './drill-environment';

/** Kind and name of a webhook that gets into the backup and must never come back. */
export const WEBHOOKS = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
export const WEBHOOK = `${SOURCE}-webhook`;

/** Makes the webhook. It is asked about nothing that exists. */
export function applyWebhook(): void {
  const webhook = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: WEBHOOK },
    webhooks: [
      {
        name: 'refuse.shop.example.org',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Ignore',
        clientConfig: { url: 'https://refuse.shop.example.org/' },
        rules: [
          {
            apiGroups: ['shop.example.org'],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['orders'],
          },
        ],
      },
    ],
  };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(webhook));
}

/** Starts a Job that runs while the backup is made, as one of the CronJob may. */
export function startJob(): void {
  kubectl(['create', 'job', 'mailing', '--from=cronjob/mailer', '--namespace', SOURCE]);
  kubectl([
    ...['wait', 'pod', '--selector', 'batch.kubernetes.io/job-name=mailing', '--namespace', SOURCE],
    ...['--for=condition=Ready', '--timeout=60s'],
  ]);
}

/** Removes it from the cluster. It stays in the backup. */
export function removeWebhook(): void {
  kubectl(['delete', WEBHOOKS, WEBHOOK, '--ignore-not-found']);
}

/** Whether the database's pod of a namespace reaches the S3 store; undefined where it cannot be asked yet. */
export function isOpen(namespace: string): boolean | undefined {
  const connect = `timeout 3 bash -c 'exec 3<>/dev/tcp/${findSetting('E2E_S3_ADDRESS')}/${findSetting('E2E_S3_PORT')}' && echo open || echo closed`;
  const pod = ['exec', '--namespace', namespace, 'postgres-0', '--container', 'postgres', '--'];
  const { status, stdout } = tryKubectl([...pod, 'bash', '-c', connect]);
  return status === 0 ? stdout.includes('open') : undefined;
}
