import type { WriteCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckOptions } from './base-check';
import { readName } from './relation';

/** Where to write. */
export interface WriteOptions extends CheckOptions {
  /** Schema of the scratch table. @default - the first on the search path of the database's owner */
  readonly schema?: string;
}

/** The database accepts writes: a scratch table is made, written, committed, read back and dropped. */
export class WriteCheck extends BaseCheck {
  /** Throws RST601, RST612. */
  static of(options: WriteOptions): WriteCheck {
    return new WriteCheck(
      options.schema === undefined ? undefined : readName('schema', options.schema),
      options,
    );
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly schema: string | undefined,
    options: CheckOptions,
  ) {
    super(schema === undefined ? 'write' : `write in ${schema}`, '1m', options);
  }

  override plan(): WriteCheckPlan {
    return { ...this.base, kind: 'sql.write', ...(this.schema !== undefined && { schema: this.schema }) };
  }
}
