/** Problems of the Flux tree and writing it. */
export const fluxProblems = {} as const;
