/** What the values of the chart follow from. */
export interface VeleroValuesInput {
  /** Exact versions, without a `v`. */
  readonly velero: string;
  readonly awsPlugin: string;
  /** Name of the default BackupStorageLocation. */
  readonly location: string;
  /** Whether CSI snapshots are taken. */
  readonly csi: boolean;
  /** Whether it never backs up: the server then runs no schedules, and neither removes nor collects backups. */
  readonly restoreOnly: boolean;
  /** Annotations of the ServiceAccount, for example an IAM role. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/** Name of the ServiceAccount of every Velero: admission policies name it. */
export const VELERO_SERVICE_ACCOUNT = 'velero';

/** Key of the Secret with the password of the repositories, and its name (Velero 1.18, `pkg/repository/keys`). */
export const REPOSITORY_SECRET = { name: 'velero-repo-credentials', key: 'repository-password' } as const;

/**
 * Values of the chart `velero` 12. Locations are objects of ours, with credentials of their own: the chart's would know no
 * certificates, and its Secret would be one for everything. CRDs are kept by Flux; the chart's job for them pulls another
 * image.
 */
export function veleroValues(input: VeleroValuesInput): Readonly<Record<string, unknown>> {
  return {
    image: { repository: 'velero/velero', tag: `v${input.velero}` },
    upgradeCRDs: false,
    cleanUpCRDs: false,
    initContainers: [
      {
        name: 'velero-plugin-for-aws',
        image: `velero/velero-plugin-for-aws:v${input.awsPlugin}`,
        volumeMounts: [{ mountPath: '/target', name: 'plugins' }],
      },
    ],
    backupsEnabled: false,
    snapshotsEnabled: false,
    credentials: { useSecret: false },
    deployNodeAgent: true,
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } },
    nodeAgent: { resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '2Gi' } } },
    serviceAccount: {
      server: {
        create: true,
        name: VELERO_SERVICE_ACCOUNT,
        ...(Object.keys(input.serviceAccountAnnotations).length > 0 && {
          annotations: { ...input.serviceAccountAnnotations },
        }),
      },
    },
    configuration: {
      uploaderType: 'kopia',
      defaultBackupStorageLocation: input.location,
      ...(input.csi && { features: 'EnableCSI' }),
      ...(input.restoreOnly && { disableControllers: RESTORE_ONLY }),
    },
  };
}

/** Controllers that a Velero which only restores must not run (Velero 1.18, `velero server --disable-controllers`). */
const RESTORE_ONLY = 'backup,backup-deletion,backup-finalizer,backup-operations,gc,schedule';
