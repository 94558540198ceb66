import { drillProblems, fail } from '../../core/problems';
import type { RestoredPartPlan, RestoredProperty } from '../../plan';

/**
 * Text that is complete only when a drill has restored the database. It cannot be used as a string of the composition:
 * in a template literal it throws RST611; `Restored.text` puts it together.
 */
export class RestoredText {
  /** One property of the restored database. */
  static property(property: RestoredProperty): RestoredText {
    return new RestoredText([{ restored: property }]);
  }

  /** Literals with properties between them. */
  static join(literals: readonly string[], values: readonly RestoredText[]): RestoredText {
    return new RestoredText(
      literals.flatMap((literal, index) => [
        ...(literal === '' ? [] : [{ literal }]),
        ...(values[index]?.parts ?? []),
      ]),
    );
  }

  private constructor(readonly parts: readonly RestoredPartPlan[]) {}

  /** Always throws RST611. */
  toString(): string {
    return fail(drillProblems.restoredValueAsText, {
      reason: 'a template literal or a concatenation asked for its text, which is not known yet',
    });
  }
}

/**
 * Properties of the restored database, for the environment of the containers that check it. `user` is the owner of the
 * database, `url` a connection URI with all of them: `postgresql://user:password@host:port/database`.
 */
export const Restored = {
  url: RestoredText.property('url'),
  host: RestoredText.property('host'),
  port: RestoredText.property('port'),
  user: RestoredText.property('user'),
  password: RestoredText.property('password'),
  database: RestoredText.property('database'),

  /**
   * Text with properties in it, as a template literal:
   * ``Restored.text`jdbc:postgresql://${Restored.host}:${Restored.port}/${Restored.database}` ``.
   */
  text(literals: TemplateStringsArray, ...values: readonly RestoredText[]): RestoredText {
    return RestoredText.join(literals, values);
  },
} as const;
