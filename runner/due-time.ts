/** A Job of a CronJob is called `<CronJob>-<minutes>`: since 1970, of the time it was due (Kubernetes 1.34, cronjob controller, getJobName). */
const SCHEDULED = /-(\d{8})$/;

/** Longest time between a due time and the start of a pod, milliseconds. What is farther off is another number. */
const LATEST = 24 * 3_600_000;

/** When a run was due: a pod that starts after midnight may belong to the day before. The clock, where the name does not say. */
export function dueTime(job: string | undefined, now: Date): Date {
  const minutes = SCHEDULED.exec(job ?? '')?.[1];
  if (minutes === undefined) return now;
  const due = new Date(Number(minutes) * 60_000);
  const late = now.getTime() - due.getTime();
  return late >= 0 && late < LATEST ? due : now;
}
