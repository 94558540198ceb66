import type { SchemaCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { readName } from './relation';

/** The schemas exist. */
export class SchemaCheck extends BaseCheck {
  /** Throws RST601, RST602. */
  static of(schemas: readonly string[]): SchemaCheck {
    return new SchemaCheck(readList('schemas', schemas).map((schema) => readName('schema', schema)));
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly schemas: readonly string[],
    options?: CheckOptions,
  ) {
    super(`schema ${schemas.join(', ')}`, '1m', options);
  }

  /** The same check with this name and timeout. Throws RST101, RST612. */
  with(options: CheckOptions): SchemaCheck {
    return new SchemaCheck(this.schemas, options);
  }

  override plan(): SchemaCheckPlan {
    return { ...this.base, kind: 'sql.schema', schemas: this.schemas };
  }
}
