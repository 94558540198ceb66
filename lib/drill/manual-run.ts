/** Variable of the runner with who started it by hand; such a run does not ask which weekday it is. Absent in scheduled runs. */
export const STARTED_BY_VARIABLE = 'RESTORABLE_STARTED_BY';
