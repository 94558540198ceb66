/** Names at the root that are not for manifests: of Git, and of the ledger (`ledger.ts`). */
const RESERVED = new Set(['.git', '.restorable']);

/** Longest name of a file or folder in bytes, on the file systems in use. */
const LONGEST_NAME = 255;

/** Why a path is not one of a file below a root; undefined where it is. */
export function pathRefusal(path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute';
  if (path.includes('\\')) return 'it has a backslash';
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'it has a segment that is no name of a file or folder';
  }
  if (segments.some((segment) => /[\0-\x1f<>:"|?*]/.test(segment) || /[. ]$/.test(segment))) {
    return 'it has characters that not every operating system allows';
  }
  if (segments.some((segment) => Buffer.byteLength(segment) > LONGEST_NAME)) {
    return `it has a name of more than ${LONGEST_NAME} bytes`;
  }
  if (segments.some((segment) => segment.toLowerCase() === '.git'))
    return 'a folder .git is not for manifests';
  const first = segments[0] ?? '';
  return RESERVED.has(first.toLowerCase()) ? `'${first}' is not for manifests` : undefined;
}
