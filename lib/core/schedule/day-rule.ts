/** Whether something fires on a day: day of the month (1 to 31), month (1 to 12), weekday (0 is Sunday). */
export type DayRule = (day: number, month: number, weekday: number) => boolean;

/** Seconds of a day. Every day has as many in UTC as computers count it. */
export const DAY_SECONDS = 86_400;
