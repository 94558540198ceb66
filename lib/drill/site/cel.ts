/** Writes values and comparisons in CEL, the language of admission policies (Kubernetes documentation, "CEL in Kubernetes"). */

/** A text as a literal. The escapes of JSON are a part of CEL's. */
export function celText(text: string): string {
  return JSON.stringify(text);
}

/** A list of texts as a literal. */
export function celTexts(texts: readonly string[]): string {
  return `[${texts.map(celText).join(', ')}]`;
}

/** Keys that may stand in an object beside those that are expected, by its place: `bootstrap.recovery`. */
export type ToleratedKeys = Readonly<Record<string, readonly string[]>>;

/**
 * Conditions under which the value of an expression is the expected one, deeply: with each expected key, and no other one
 * but those tolerated. Written out key by key, since what the API server fills in may stand beside. Where a key is missing,
 * the condition that reads it cannot be evaluated.
 *
 * @param expression CEL of type `dyn`
 * @param place of the value, for `tolerated`; items of a list are `name[]`
 */
export function celEquals(
  expression: string,
  expected: unknown,
  place = '',
  tolerated: ToleratedKeys = {},
): readonly string[] {
  if (Array.isArray(expected)) {
    return [
      `size(${expression}) == ${expected.length}`,
      ...expected.flatMap((item, index) =>
        celEquals(`${expression}[${index}]`, item, `${place}[]`, tolerated),
      ),
    ];
  }
  if (typeof expected === 'object' && expected !== null) {
    const entries = Object.entries(expected).filter(([, value]) => value !== undefined);
    const keys = [...entries.map(([key]) => key), ...(tolerated[place] ?? [])];
    return [
      `${expression}.all(key, key in ${celTexts(keys)})`,
      ...entries.flatMap(([key, value]) => {
        const below = `${expression}[${celText(key)}]`;
        return celEquals(below, value, place === '' ? key : `${place}.${key}`, tolerated);
      }),
    ];
  }
  return [`${expression} == ${typeof expected === 'string' ? celText(expected) : String(expected)}`];
}
