// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `PodMonitor` of `monitoring.coreos.com/v1`. */
export interface PodMonitor {
  apiVersion: 'monitoring.coreos.com/v1';
  kind: 'PodMonitor';
  metadata: ObjectMeta;
  spec: PodMonitorSpec;
}

/** `spec` of PodMonitor. */
export interface PodMonitorSpec {
  attachMetadata?: { node?: boolean };
  bodySizeLimit?: string;
  convertClassicHistogramsToNHCB?: boolean;
  fallbackScrapeProtocol?: 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  jobLabel?: string;
  keepDroppedTargets?: number;
  labelLimit?: number;
  labelNameLengthLimit?: number;
  labelValueLengthLimit?: number;
  namespaceSelector?: { any?: boolean; matchNames?: string[] };
  nativeHistogramBucketLimit?: number;
  nativeHistogramMinBucketFactor?: number | string;
  podMetricsEndpoints?: PodMonitorSpecPodMetricsEndpoints[];
  podTargetLabels?: string[];
  sampleLimit?: number;
  scrapeClass?: string;
  scrapeClassicHistograms?: boolean;
  scrapeNativeHistograms?: boolean;
  scrapeProtocols?: ('OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0')[];
  selector: PodMonitorSpecSelector;
  selectorMechanism?: 'RelabelConfig' | 'RoleSelector';
  targetLimit?: number;
}

/** `spec.podMetricsEndpoints[]` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpoints {
  authorization?: PodMonitorSpecPodMetricsEndpointsAuthorization;
  basicAuth?: PodMonitorSpecPodMetricsEndpointsBasicAuth;
  bearerTokenSecret?: { key: string; name?: string; optional?: boolean };
  enableHttp2?: boolean;
  filterRunning?: boolean;
  followRedirects?: boolean;
  honorLabels?: boolean;
  honorTimestamps?: boolean;
  interval?: string;
  metricRelabelings?: PodMonitorSpecPodMetricsEndpointsRelabelings[];
  noProxy?: string;
  oauth2?: PodMonitorSpecPodMetricsEndpointsOauth2;
  params?: Record<string, string[]>;
  path?: string;
  port?: string;
  portNumber?: number;
  proxyConnectHeader?: Record<string, { key: string; name?: string; optional?: boolean }[]>;
  proxyFromEnvironment?: boolean;
  proxyUrl?: string;
  relabelings?: PodMonitorSpecPodMetricsEndpointsRelabelings[];
  scheme?: 'HTTP' | 'HTTPS' | 'http' | 'https';
  scrapeTimeout?: string;
  targetPort?: number | string;
  tlsConfig?: PodMonitorSpecPodMetricsEndpointsTlsConfig;
  trackTimestampsStaleness?: boolean;
}

/** `spec.podMetricsEndpoints[].authorization` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsAuthorization {
  credentials?: { key: string; name?: string; optional?: boolean };
  type?: string;
}

/** `spec.podMetricsEndpoints[].basicAuth` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsBasicAuth {
  password?: { key: string; name?: string; optional?: boolean };
  username?: { key: string; name?: string; optional?: boolean };
}

/** `spec.podMetricsEndpoints[].oauth2` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsOauth2 {
  clientId: PodMonitorSpecPodMetricsEndpointsTlsConfigCa;
  clientSecret: { key: string; name?: string; optional?: boolean };
  endpointParams?: Record<string, string>;
  noProxy?: string;
  proxyConnectHeader?: Record<string, { key: string; name?: string; optional?: boolean }[]>;
  proxyFromEnvironment?: boolean;
  proxyUrl?: string;
  scopes?: string[];
  tlsConfig?: PodMonitorSpecPodMetricsEndpointsTlsConfig;
  tokenUrl: string;
}

/** `spec.podMetricsEndpoints[].relabelings[]` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsRelabelings {
  action?: 'Drop' | 'DropEqual' | 'HashMod' | 'Keep' | 'KeepEqual' | 'LabelDrop' | 'LabelKeep' | 'LabelMap' | 'Lowercase' | 'Replace' | 'Uppercase' | 'drop' | 'dropequal' | 'hashmod' | 'keep' | 'keepequal' | 'labeldrop' | 'labelkeep' | 'labelmap' | 'lowercase' | 'replace' | 'uppercase';
  modulus?: number;
  regex?: string;
  replacement?: string;
  separator?: string;
  sourceLabels?: string[];
  targetLabel?: string;
}

/** `spec.podMetricsEndpoints[].tlsConfig` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsTlsConfig {
  ca?: PodMonitorSpecPodMetricsEndpointsTlsConfigCa;
  cert?: PodMonitorSpecPodMetricsEndpointsTlsConfigCa;
  insecureSkipVerify?: boolean;
  keySecret?: { key: string; name?: string; optional?: boolean };
  maxVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  minVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  serverName?: string;
}

/** `spec.podMetricsEndpoints[].tlsConfig.ca` of PodMonitor. */
export interface PodMonitorSpecPodMetricsEndpointsTlsConfigCa {
  configMap?: { key: string; name?: string; optional?: boolean };
  secret?: { key: string; name?: string; optional?: boolean };
}

/** `spec.selector` of PodMonitor. */
export interface PodMonitorSpecSelector {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchLabels?: Record<string, string>;
}

/** Kind `PrometheusRule` of `monitoring.coreos.com/v1`. */
export interface PrometheusRule {
  apiVersion: 'monitoring.coreos.com/v1';
  kind: 'PrometheusRule';
  metadata: ObjectMeta;
  spec: PrometheusRuleSpec;
}

/** `spec` of PrometheusRule. */
export interface PrometheusRuleSpec {
  groups?: PrometheusRuleSpecGroups[];
}

/** `spec.groups[]` of PrometheusRule. */
export interface PrometheusRuleSpecGroups {
  interval?: string;
  labels?: Record<string, string>;
  limit?: number;
  name: string;
  partial_response_strategy?: string;
  query_offset?: string;
  rules?: PrometheusRuleSpecGroupsRules[];
}

/** `spec.groups[].rules[]` of PrometheusRule. */
export interface PrometheusRuleSpecGroupsRules {
  alert?: string;
  annotations?: Record<string, string>;
  expr: number | string;
  for?: string;
  keep_firing_for?: string;
  labels?: Record<string, string>;
  record?: string;
}
