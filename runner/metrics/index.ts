export { PushError, pushMetrics } from './pushgateway';
