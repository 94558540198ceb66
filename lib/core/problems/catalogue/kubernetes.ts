/** Problems of clusters, environments and the shape of Kubernetes objects. */
export const kubernetesProblems = {} as const;
