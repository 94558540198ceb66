export { Cidr, type CidrInput } from './cidr';
export { Duration, type DurationInput } from './duration';
export { DnsLabel, DnsSubdomain, ServiceName } from './names';
export * from './problems';
export { Quantity, type QuantityInput } from './quantity';
export {
  RecoveryObjectives,
  type RecoveryObjectivesInput,
  type RecoveryObjectivesProps,
} from './recovery-objectives';
export { Retention, type RetentionInput } from './retention';
export * from './schedule';
export { TimeOfDay, type TimeOfDayInput } from './time-of-day';
