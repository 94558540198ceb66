import { getRootDirectory } from '@pulumi/pulumi';
import { resolve } from 'node:path';
import type { RecoveryPlan } from '../../lib/plan';
import { findRecoveryPlan } from '../plan/read-recovery-plan';
import type { StackConfig } from './config';

/** The recovery plan that the configuration names, relative to the folder of Pulumi.yaml. @throws RestorableError `RST930` */
export function planOfProject(config: StackConfig): RecoveryPlan {
  return findRecoveryPlan(resolve(getRootDirectory(), config.tryText('plan') ?? 'recovery-plan.json'));
}
