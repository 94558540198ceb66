// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';
import type { LabelSelector } from '../meta/v1';

/** Kind `PodDisruptionBudget` of `policy/v1`. */
export interface PodDisruptionBudget {
  apiVersion: 'policy/v1';
  kind: 'PodDisruptionBudget';
  metadata: ObjectMeta;
  spec?: PodDisruptionBudgetSpec;
}

export interface PodDisruptionBudgetSpec {
  maxUnavailable?: number | string;
  minAvailable?: number | string;
  selector?: LabelSelector;
  unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget';
}
