import { DEFAULT_ARCHIVE_TIMEOUT } from './archive-timeout';

/**
 * Parameters that the operator sets itself and refuses from anybody else (CloudNativePG 1.30,
 * `FixedConfigurationParameters`), as far as they touch archiving and recovery; the API server refuses the rest.
 */
export const FIXED_PARAMETERS: ReadonlySet<string> = new Set([
  'allow_alter_system',
  'archive_cleanup_command',
  'archive_command',
  'cluster_name',
  'config_file',
  'data_directory',
  'full_page_writes',
  'hba_file',
  'hot_standby',
  'listen_addresses',
  'port',
  'primary_conninfo',
  'primary_slot_name',
  'promote_trigger_file',
  'recovery_end_command',
  'recovery_min_apply_delay',
  'recovery_target',
  'recovery_target_action',
  'recovery_target_inclusive',
  'recovery_target_lsn',
  'recovery_target_name',
  'recovery_target_time',
  'recovery_target_timeline',
  'recovery_target_xid',
  'restore_command',
  'shared_preload_libraries',
  'synchronous_standby_names',
  'unix_socket_directories',
]);

/** Parameters of a Cluster, with `archive_timeout` said, since the RPO of an idle database hangs on it. */
export function withArchiveTimeout(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return { archive_timeout: DEFAULT_ARCHIVE_TIMEOUT, ...parameters };
}
