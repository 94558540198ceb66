/** The file that objects of a kind are written to: `ScheduledBackup` to `scheduled-backup.yaml`. */
export function fileOfKind(kind: string): string {
  return `${kind.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase()}.yaml`;
}
