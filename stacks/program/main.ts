import { getProject, type Inputs } from '@pulumi/pulumi';
import { StackConfig } from './config';
import { runStack } from './run-stack';

/** The program of Pulumi.yaml; Pulumi calls it and makes what it returns the outputs of the stack. */
export = (): Promise<Inputs> => runStack(StackConfig.ofProject(getProject()));
