export { declareDrill, type DeclaredDrill, type DrillDeclaration } from './declare-drill';
export type { PolicyRule } from './access';
export { certificatesOf, type DrillSecret, type RunnerCompanion } from './drill-job';
export { DrillSite, type DrillSiteProps, type SiteDrill } from './drill-site';
export { TRIGGER_ANNOTATION } from './labels';
export type { DrillNeeds } from './limits';
export type { DrillNetwork } from './network-policies';
export { appliedBy, siteOfEnvironment } from './site-of-environment';
