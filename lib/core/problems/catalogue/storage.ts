/** Problems of stores, archives and credentials. */
export const storageProblems = {} as const;
