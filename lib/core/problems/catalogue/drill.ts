/** Problems of drills, checks, witnesses and waivers. */
export const drillProblems = {} as const;
