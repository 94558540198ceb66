/** Problems of the command line. */
export const cliProblems = {} as const;
