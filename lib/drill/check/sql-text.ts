import { drillProblems, fail } from '../../core/problems';

/** Where a token of these kinds begins, it hides what looks like SQL until it ends. */
const HIDDEN: readonly { readonly start: RegExp; readonly rest: (open: RegExpExecArray) => RegExp }[] = [
  { start: /--/y, rest: () => /[^\n]*/y },
  { start: /[eE]'/y, rest: () => /(?:[^'\\]|\\[\s\S]|'')*'/y },
  { start: /'/y, rest: () => /(?:[^']|'')*'/y },
  { start: /"/y, rest: () => /(?:[^"]|"")*"/y },
  {
    start: /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y,
    rest: (open) => new RegExp(`[\\s\\S]*?\\${open[0].slice(0, -1)}\\$`, 'y'),
  },
];

const WORD = /[\w$\u0080-\uffff]+/y;

/** First words of statements that read (PostgreSQL documentation, "SQL Commands"). */
const READS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW']);

/** Parts of a reading statement that write or lock: PostgreSQL refuses them in a read-only transaction. */
const WRITES = [
  { form: /\bINTO\b/i, what: 'INTO writes a table' },
  {
    form: /\bAS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\(\s*(?:INSERT|UPDATE|DELETE|MERGE)\b/i,
    what: 'a part of WITH writes',
  },
  {
    form: /\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b|\bFOR\s+(?:KEY\s+)?SHARE\b/i,
    what: 'FOR UPDATE and FOR SHARE lock rows',
  },
];

/** One reading SQL statement, sent as it is written. */
export class SqlQuery {
  /** Reads one statement. Throws RST606. */
  static of(text: string): SqlQuery {
    const bare = withoutHidden(text);
    const statements = bare.split(';').filter((statement) => statement.trim() !== '');
    const [statement] = statements;
    if (statement === undefined)
      fail(drillProblems.invalidQuery, { value: text, reason: 'there is no statement in it' });
    if (statements.length > 1) {
      fail(drillProblems.invalidQuery, {
        value: text,
        reason: `it contains ${statements.length} statements`,
      });
    }
    const first = /^[\s(]*(\w+)/.exec(statement)?.[1]?.toUpperCase() ?? '';
    if (!READS.has(first)) {
      fail(drillProblems.invalidQuery, {
        value: text,
        reason:
          first === ''
            ? 'it does not begin with a word'
            : `a statement that begins with ${first} does not read`,
      });
    }
    const write = WRITES.find(({ form }) => form.test(statement));
    if (write !== undefined) fail(drillProblems.invalidQuery, { value: text, reason: write.what });
    return new SqlQuery(text, first === 'TABLE' || /\bFROM\b/i.test(statement));
  }

  private constructor(
    readonly text: string,
    /** Whether it names something to read from. `SELECT 1` does not: every server answers it. */
    readonly readsRows: boolean,
  ) {}

  /** On one line, for people. */
  get summary(): string {
    return this.text.replace(/\s+/g, ' ').trim();
  }
}

/** The text with comments and literals blanked, so that semicolons and words in them are not taken for SQL. */
function withoutHidden(text: string): string {
  if (text.includes('\0')) fail(drillProblems.invalidQuery, { reason: 'it contains a zero byte' });
  let bare = '';
  let at = 0;
  while (at < text.length) {
    const end = hiddenEnd(text, at) ?? commentEnd(text, at);
    if (end !== undefined) {
      bare += ' ';
      at = end;
      continue;
    }
    // A whole word at once: an `e` or `$` within one begins no literal.
    const word = matchAt(WORD, text, at);
    bare += word?.[0] ?? text.charAt(at);
    at += word?.[0].length ?? 1;
  }
  return bare;
}

function hiddenEnd(text: string, at: number): number | undefined {
  for (const { start, rest } of HIDDEN) {
    const open = matchAt(start, text, at);
    if (open === null) continue;
    const inner = matchAt(rest(open), text, at + open[0].length);
    if (inner === null)
      fail(drillProblems.invalidQuery, { value: text, reason: `what ${open[0]} opens is not closed` });
    return at + open[0].length + inner[0].length;
  }
  return undefined;
}

/** Block comments nest in PostgreSQL. */
function commentEnd(text: string, start: number): number | undefined {
  if (!text.startsWith('/*', start)) return undefined;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return fail(drillProblems.invalidQuery, { value: text, reason: 'a comment is not closed' });
}

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}
