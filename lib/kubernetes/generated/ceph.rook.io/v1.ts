// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `CephObjectStoreUser` of `ceph.rook.io/v1`. */
export interface CephObjectStoreUser {
  apiVersion: 'ceph.rook.io/v1';
  kind: 'CephObjectStoreUser';
  metadata: ObjectMeta;
  spec: CephObjectStoreUserSpec;
}

/** `spec` of CephObjectStoreUser. */
export interface CephObjectStoreUserSpec {
  accountRef?: { name: string };
  capabilities?: CephObjectStoreUserSpecCapabilities | null;
  clusterNamespace?: string;
  displayName?: string;
  keys?: CephObjectStoreUserSpecKeys[];
  opMask?: ('delete' | 'read' | 'write')[];
  quotas?: CephObjectStoreUserSpecQuotas | null;
  store?: string;
}

/** `spec.capabilities` of CephObjectStoreUser. */
export interface CephObjectStoreUserSpecCapabilities {
  'amz-cache'?: '*' | 'read' | 'read, write' | 'write';
  bilog?: '*' | 'read' | 'read, write' | 'write';
  bucket?: '*' | 'read' | 'read, write' | 'write';
  buckets?: '*' | 'read' | 'read, write' | 'write';
  datalog?: '*' | 'read' | 'read, write' | 'write';
  info?: '*' | 'read' | 'read, write' | 'write';
  mdlog?: '*' | 'read' | 'read, write' | 'write';
  metadata?: '*' | 'read' | 'read, write' | 'write';
  'oidc-provider'?: '*' | 'read' | 'read, write' | 'write';
  ratelimit?: '*' | 'read' | 'read, write' | 'write';
  roles?: '*' | 'read' | 'read, write' | 'write';
  usage?: '*' | 'read' | 'read, write' | 'write';
  user?: '*' | 'read' | 'read, write' | 'write';
  'user-policy'?: '*' | 'read' | 'read, write' | 'write';
  users?: '*' | 'read' | 'read, write' | 'write';
  zone?: '*' | 'read' | 'read, write' | 'write';
}

/** `spec.keys[]` of CephObjectStoreUser. */
export interface CephObjectStoreUserSpecKeys {
  accessKeyRef?: { key: string; name?: string; optional?: boolean };
  secretKeyRef?: { key: string; name?: string; optional?: boolean };
}

/** `spec.quotas` of CephObjectStoreUser. */
export interface CephObjectStoreUserSpecQuotas {
  maxBuckets?: number | null;
  maxObjects?: number | null;
  maxSize?: number | string | null;
}
