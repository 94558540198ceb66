/** Labels of everything this library makes, so that it can be found and told from other things. */
export function managedLabels(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'restorable', ...more };
}
