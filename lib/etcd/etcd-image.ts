import { etcdProblems, fail } from '../core';
import { readImage } from '../drill/check/container';

/**
 * Image of etcd with `etcdctl` and `etcdutl`, as Kubernetes 1.34 is built with. A newer etcd restores snapshots of an older
 * one of the same major version (etcd 3.6 documentation, "Upgrading").
 */
export const DEFAULT_ETCD_IMAGE = 'registry.k8s.io/etcd:3.6.16-0';

/** An image with a version or a digest. Throws RST865. */
export function readEtcdImage(image: string): string {
  readImage(image, etcdProblems.invalidEtcdImage);
  const last = image.slice(image.lastIndexOf('/') + 1);
  if (!image.includes('@') && (!last.includes(':') || last.endsWith(':latest')))
    fail(etcdProblems.invalidEtcdImage, { property: 'image', value: image, reason: 'it names no version' });
  return image;
}
