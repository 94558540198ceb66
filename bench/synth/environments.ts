/** Name of an environment of the benchmark. */
export function environmentName(index: number): string {
  return `env-${String(index).padStart(4, '0')}`;
}
