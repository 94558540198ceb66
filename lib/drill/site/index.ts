export type { DrillSecret } from './drill-job';
export { DrillSite, type DrillSiteProps, type SiteDrill } from './drill-site';
export type { DrillNeeds } from './limits';
export type { DrillNetwork } from './network-policies';
export { siteOfEnvironment } from './site-of-environment';
