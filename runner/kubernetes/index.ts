export { ApiClient, type ApiClientOptions, type WatchEvent } from './api-client';
export { type ApiConnection, inCluster } from './api-connection';
export { ApiError } from './api-error';
export type { ExecResult } from './exec-stream';
export { observe } from './observe';
export { pause } from './pause';
export { type KubernetesObject, type ObjectMeta, type Resource, type Selection } from './resource';
