export type { CheckContext, ContainerExecutor, DatabaseAddress, NamespaceExecutor } from './check-context';
export { CheckImpossible, type Finding } from './finding';
export { runCheck, runChecks } from './run-checks';
export { APPLICATION_NAME } from './session';
