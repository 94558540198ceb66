import type { ChecksumsCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckOptions } from './base-check';

/** Data checksums are on, and every page of the database's tables can be read, which verifies them. */
export class ChecksumsCheck extends BaseCheck {
  /** Throws RST612. */
  static of(options: CheckOptions): ChecksumsCheck {
    return new ChecksumsCheck('data checksums', '30m', options);
  }

  readonly runsIn = ANYWHERE;

  override plan(): ChecksumsCheckPlan {
    return { ...this.base, kind: 'sql.checksums' };
  }
}
