import { coreProblems, fail } from './problems';

/** Milliseconds of each unit of the Go syntax, with days added; longest first. */
export const UNIT_MILLISECONDS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** One unit of the Go syntax, with days added. */
export type DurationUnit = keyof typeof UNIT_MILLISECONDS;

const GO = /^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/;
const GO_PART = /(\d+(?:\.\d+)?)(ms|[dhms])/g;
const ISO_WEEKS = /^P(\d+)W$/;
const ISO =
  /^P(?=\d|T\d)(?:(?<d>\d+)D)?(?:T(?=\d)(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+(?:[.,]\d+)?)S)?)?$/;

/**
 * The milliseconds a text means, exactly: Go syntax with days added, or ISO 8601 without months and years.
 *
 * @throws RestorableError `RST101` if the text is neither
 */
export function parseDuration(text: string): bigint {
  if (GO.test(text)) {
    return sum(
      text,
      [...text.matchAll(GO_PART)].map(([, amount = '', unit = '']) => ({ amount, unit })),
    );
  }
  const weeks = ISO_WEEKS.exec(text)?.[1];
  if (weeks !== undefined) return BigInt(weeks) * 7n * BigInt(UNIT_MILLISECONDS.d);
  const iso = ISO.exec(text)?.groups;
  if (iso === undefined) return refuse(text);
  return sum(
    text,
    Object.entries(iso as Record<string, string | undefined>).map(([unit, amount = '0']) => ({
      amount: amount.replace(',', '.'),
      unit,
    })),
  );
}

function sum(text: string, parts: readonly { readonly amount: string; readonly unit: string }[]): bigint {
  let total = 0n;
  for (const { amount, unit } of parts) {
    const [whole = '', fraction = ''] = amount.split('.');
    const scaled = BigInt(whole + fraction) * BigInt(UNIT_MILLISECONDS[unit as DurationUnit]);
    const scale = 10n ** BigInt(fraction.length);
    if (scaled % scale !== 0n) return finerThanMilliseconds(text);
    total += scaled / scale;
  }
  return total;
}

function finerThanMilliseconds(text: string): never {
  return fail(coreProblems.invalidDuration, {
    value: text,
    reason: 'Durations are kept in whole milliseconds, and this one is finer.',
    fix: 'Round it to milliseconds, for example 1ms.',
  });
}

function refuse(text: string): never {
  const { reason, fix } = explain(text);
  return fail(coreProblems.invalidDuration, { value: text, reason, ...(fix !== undefined && { fix }) });
}

function explain(text: string): { readonly reason: string; readonly fix?: string } {
  const squeezed = text.replace(/\s+/g, '');
  const lower = squeezed.toLowerCase();
  if (squeezed === '') return { reason: 'The duration is empty.' };
  if (squeezed.includes('-')) {
    return { reason: 'A duration cannot be negative.', fix: `Write ${squeezed.replace(/-/g, '')}.` };
  }
  if (/^\d+(\.\d+)?$/.test(squeezed)) {
    return {
      reason: 'A bare number has no unit.',
      fix: `Add the unit: ${squeezed}s for seconds, ${squeezed}m for minutes, ${squeezed}h for hours or ${squeezed}d for days.`,
    };
  }
  if (/^P.*\d[YM]/.test(squeezed.split('T')[0] ?? '') || /\d(y|yr|years?|mo|months?)$/.test(lower)) {
    return {
      reason: 'Months and years have no fixed length.',
      fix: 'Count in days, for example 30d or P365D.',
    };
  }
  const goWeeks = /^(\d{1,6})w$/.exec(lower)?.[1];
  if (goWeeks !== undefined) {
    return { reason: 'Go syntax has no weeks.', fix: `Write ${Number(goWeeks) * 7}d or P${goWeeks}W.` };
  }
  if (/\d(ns|us|µs|μs)/.test(squeezed)) {
    return {
      reason: 'Durations are kept in whole milliseconds.',
      fix: 'Round it to milliseconds, for example 1ms.',
    };
  }
  const meant = [squeezed, lower, squeezed.toUpperCase()].find(
    (candidate) => GO.test(candidate) || ISO.test(candidate),
  );
  return {
    reason: 'It is neither Go syntax with days added nor ISO 8601.',
    ...(meant !== undefined && { fix: `Write ${meant}.` }),
  };
}
