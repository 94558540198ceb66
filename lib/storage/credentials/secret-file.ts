import { fail, storageProblems } from '../../core';

/**
 * Checks the path of a SOPS file below its Flux folder and returns it.
 *
 * @throws RestorableError `RST221`
 */
export function secretFile(file: string): string {
  const reason = refusal(file);
  if (reason === undefined) return file;
  return fail(storageProblems.invalidSecretFile, { property: 'file', value: file, reason });
}

function refusal(file: string): string | undefined {
  if (file.startsWith('/')) return 'it is absolute';
  const segments = file.split('/');
  if (segments.some((segment) => segment === '..' || segment === '.' || segment === '')) {
    return 'it has a segment that is no name of a file or folder';
  }
  if (!segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment))) {
    return 'it has characters besides letters, digits, dots, dashes and underscores';
  }
  // kustomize reads resources of these formats, and overwrites nothing of its own.
  if (!/\.(ya?ml|json)$/.test(file)) return 'it is neither YAML nor JSON';
  return /^kustomization\.ya?ml$/.test(file) ? 'the folder keeps its kustomization there' : undefined;
}
