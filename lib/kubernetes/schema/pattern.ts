/**
 * Translates a regular expression of Go (RE2) to JavaScript. Undefined where it uses what JavaScript reads differently.
 *
 * Source: the syntax page of Go's `regexp/syntax`. Flags are understood where they stand first, alone or after `^`.
 */
export function tryTranslatePattern(pattern: string): RegExp | undefined {
  const flags = /^(\^?)\(\?([is]+)\)/.exec(pattern);
  const body = flags === null ? pattern : (flags[1] ?? '') + pattern.slice(flags[0].length);
  if (GO_ONLY.test(body)) return undefined;
  try {
    return new RegExp(body, flags?.[2] ?? '');
  } catch {
    return undefined;
  }
}

/** Text anchors, quoting, Unicode and POSIX classes, named groups of the older form, and flags within. */
const GO_ONLY = /\\[AzQEpPC]|\[\[:|\(\?(?:P|[imsU-]+[:)])/;
