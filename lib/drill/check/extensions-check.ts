import { drillProblems, fail } from '../../core/problems';
import type { ExtensionsCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { readName } from './relation';

/** An extension by name, or in one version. */
export type ExpectedExtension =
  string | { readonly name: string; /** @default - any */ readonly version?: string };

/** Extensions are installed. */
export class ExtensionsCheck extends BaseCheck {
  /** Throws RST601, RST602, RST603. */
  static of(extensions: readonly ExpectedExtension[]): ExtensionsCheck {
    return new ExtensionsCheck(readList('extensions', extensions).map(readExtension));
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly extensions: ExtensionsCheckPlan['extensions'],
    options?: CheckOptions,
  ) {
    super(`extensions ${extensions.map(({ name }) => name).join(', ')}`, '1m', options);
  }

  /** The same check with this name and timeout. Throws RST101, RST612. */
  with(options: CheckOptions): ExtensionsCheck {
    return new ExtensionsCheck(this.extensions, options);
  }

  override plan(): ExtensionsCheckPlan {
    return { ...this.base, kind: 'sql.extensions', extensions: this.extensions };
  }
}

function readExtension(extension: ExpectedExtension): ExtensionsCheckPlan['extensions'][number] {
  const { name, version } = typeof extension === 'string' ? { name: extension } : extension;
  if (version?.trim() === '') {
    fail(drillProblems.impossibleExpectation, {
      value: extension,
      reason: 'no extension has an empty version',
    });
  }
  return { name: readName('extension', name), ...(version !== undefined && { version }) };
}
