/** Databases of an environment; they differ, so that nothing can be shared by accident. */
export const DATABASES = ['orders', 'billing', 'users', 'audit'] as const;

/** Name of an environment of the benchmark. */
export function environmentName(index: number): string {
  return `env-${String(index).padStart(4, '0')}`;
}
