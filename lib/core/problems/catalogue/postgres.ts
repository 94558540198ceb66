/** Problems of PostgreSQL clusters, their backups and recoveries. */
export const postgresProblems = {} as const;
