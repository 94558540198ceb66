import type { CollationsCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckOptions } from './base-check';

/**
 * Every collation in use has the version that the operating system has now. Restored on another operating system, text
 * may sort otherwise, and indexes on text then miss rows (PostgreSQL documentation, "ALTER COLLATION").
 */
export class CollationsCheck extends BaseCheck {
  /** Throws RST612. */
  static of(options: CheckOptions): CollationsCheck {
    return new CollationsCheck('collation versions', '1m', options);
  }

  readonly runsIn = ANYWHERE;

  override plan(): CollationsCheckPlan {
    return { ...this.base, kind: 'sql.collations' };
  }
}
