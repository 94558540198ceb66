/** A value that was read. */
export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NUMBERS: Readonly<Record<string, number>> = { NaN, '+Inf': Infinity, '-Inf': -Infinity };

/**
 * Reads the text format of Prometheus (Prometheus documentation, "Exposition formats") character by character, so that it
 * shares nothing with what writes it. Throws what is not in the format, also a name without type and help before it.
 */
export function readExposition(text: string): {
  readonly help: Map<string, string>;
  readonly samples: readonly ReadSample[];
} {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const help = new Map<string, string>();
  const types = new Map<string, string>();
  const samples = text
    .slice(0, -1)
    .split('\n')
    .flatMap((line) => {
      const [, kind, name = '', rest = ''] =
        /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s.exec(line) ?? [];
      if (kind === 'HELP') help.set(name, unescaped(rest));
      else if (kind === 'TYPE') types.set(name, rest);
      else {
        const sample = readSample(line);
        if (!help.has(sample.name) || types.get(sample.name) !== 'gauge')
          throw new Error(`no type of ${sample.name}`);
        return [sample];
      }
      return [];
    });
  return { help, samples };
}

function readSample(line: string): ReadSample {
  const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0];
  if (name === undefined) throw new Error(`no name: ${line}`);
  let at = name.length;
  const labels: Record<string, string> = {};
  if (line[at] === '{') {
    do {
      at += 1;
      const label = /^[a-zA-Z_][a-zA-Z0-9_]*/.exec(line.slice(at))?.[0] ?? '';
      at += label.length;
      if (label === '' || line.slice(at, at + 2) !== '="') throw new Error(`no label: ${line}`);
      const begin = at + 2;
      for (at = begin; line[at] !== '"'; at += line[at] === '\\' ? 2 : 1)
        if (at >= line.length) throw new Error('no end');
      labels[label] = unescaped(line.slice(begin, at));
      at += 1;
    } while (line[at] === ',');
    if (line[at] !== '}') throw new Error(`no end of labels: ${line}`);
    at += 1;
  }
  if (line[at] !== ' ') throw new Error(`no value: ${line}`);
  const value = line.slice(at + 1);
  if (!(value in NUMBERS) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(value))
    throw new Error(`no number: ${value}`);
  return { name, labels, value: NUMBERS[value] ?? Number(value) };
}

function unescaped(text: string): string {
  let read = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character !== '\\') {
      read += character;
      continue;
    }
    at += 1;
    const next = text[at];
    if (next !== '\\' && next !== 'n' && next !== '"') throw new Error(`no escape: ${text}`);
    read += next === 'n' ? '\n' : next;
  }
  return read;
}
