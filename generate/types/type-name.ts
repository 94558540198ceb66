/** Where a generated type is declared. */
export interface TypeName {
  /** Group and version, for example `core/v1` or `postgresql.cnpg.io/v1`: the file below `generated/`, without `.ts`. */
  readonly module: string;
  readonly name: string;
}

/** The module of an API version: `core/v1` for the core group. */
export function moduleOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`;
}

/** A property's name as part of a type's name: `walStorage` and `wal_storage` become `WalStorage`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
