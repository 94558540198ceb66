export type { ScheduleConsumer } from './consumer';
export { Schedule, type RenderedSchedule, type ScheduleGuard, type ScheduleInput } from './schedule';
export { WEEKDAYS, weekdayName, type Weekday } from './weekday';
