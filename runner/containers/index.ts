export { checkPodsLeft, deleteCheckPods, type CheckPlace } from './check-place';
export { CheckPods, type CheckPodsInput } from './check-pods';
