/** Conditions on labels: a text is equal to the label's, a pattern matches all of it. A label that is missing is empty. */
export type LabelConditions = Readonly<Record<string, string | RegExp>>;

/** Selects series of a metric: `metric{label="text",label=~"pattern"}`. */
export function series(metric: string, labels: LabelConditions): string {
  const conditions = Object.entries(labels).map(([label, value]) =>
    typeof value === 'string'
      ? `${label}=${JSON.stringify(value)}`
      : `${label}=~${JSON.stringify(value.source)}`,
  );
  return `${metric}{${conditions.join(',')}}`;
}

/** Has a result where series of one of these selectors are not there at all: what is never scraped must not look well. */
export function anyAbsent(...selectors: readonly string[]): string {
  return `max by (namespace) (${selectors.map((selector) => `absent(${selector})`).join(' or ')})`;
}
