/** One value of a metric. */
export interface Sample {
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** NaN where it is unknown. */
  readonly value: number;
}

/** A metric with its values. All of ours are gauges. */
export interface Gauge {
  readonly name: string;
  /** What it is, and its unit. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * Metrics in the text format of Prometheus, version 0.0.4 (Prometheus documentation, "Exposition formats"). Whatever a help or
 * a label holds stays in its own place.
 */
export function exposition(gauges: readonly Gauge[]): string {
  return gauges
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${escaped(help)}`,
      `# TYPE ${name} gauge`,
      ...samples.map(({ labels = {}, value }) => `${name}${labelsText(labels)} ${numberText(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** A backslash and a line feed, which are escaped wherever text stands. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

/** As Go reads it: its words for what is no finite number are others than those of JavaScript. */
function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
