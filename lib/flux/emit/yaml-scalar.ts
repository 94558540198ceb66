// How a string is written so that every reader finds the same string: the core schema of YAML 1.2, the types of YAML 1.1
// (yaml.org/type), and the Go parsers of kubectl and Flux, which mix both.

/** Words that some version reads as a boolean, null, a merge key or a default value. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<)$/i;

/**
 * What some version reads as a number or a date: decimal, octal (`0777`, `0o777`), binary and hexadecimal, digits parted
 * by `_` or `,`, several dots as in the float pattern of yaml.org/type, sexagesimal (`12:30:45`), infinities, timestamps.
 * gopkg.in/yaml.v2 and v3 (resolve.go) drop every `_` first and take a sign after the prefix: `0_x-1` is a number to them.
 */
const NUMBER =
  /^[-+]?(?:[\d_.:,]*(?:e[-+_\d]*)?|_*0_*x[-+_\da-f]*|_*0_*[ob][-+_\d]*|\.(?:inf|nan))$|^\d{4}-\d\d?-\d\d?(?:[t \t]|$)/i;

/** Begins like a word, a number or a document marker: only such a string needs the slower looks. */
const SUSPECT = /^[-+.\d_e]|^.{0,5}$/i;

const DOCUMENT_MARKER = /^(?:---|\.\.\.)/;

/** One line of visible characters whose first is no indicator of YAML; a dash must not be that of a list item. */
const PLAIN =
  /^(?:[A-Za-z0-9_/.$()+;^\u00a1-\u02ff\u0370-\u1fff\u3041-\ud7ff]|-(?=[!-~]))[ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]*$/;

/** What ends a plain scalar or starts a comment after it, and spaces at its end, which are not part of it. */
const ENDS_PLAIN = /: | #|[: ]$/;

/** What JSON leaves as it is but YAML 1.2 does not call printable (5.1), YAML 1.1 calls a line break, or nobody sees. */
const UNPRINTABLE = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What a literal block cannot hold, as nothing in it is escaped. A lone surrogate is not even UTF-8. */
const NOT_LITERAL = /[\0-\x08\x0b-\x1f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u;

/** Without a first visible character to measure, the indentation of a literal block must be told (YAML 1.2, 8.1.1.1). */
const UNCLEAR_INDENTATION = /^[ \t\n]/;

/** A last line of blanks only: chomping and content could not be told apart by eye. */
const BLANK_LAST_LINE = /(?:^|\n)[ \t]*$/;

/** A string on one line: plain where every reader agrees on it, double-quoted otherwise. */
export function flowString(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

/**
 * A string as a value in a block collection: text of several lines becomes a literal block, where that can hold it.
 *
 * @param indentation - spaces in front of the lines of the block: two more than the collection has
 */
export function blockString(text: string, indentation: string): string {
  if (!text.includes('\n')) return flowString(text);
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  const visible = lines.replace(/\n+$/, '');
  if (BLANK_LAST_LINE.test(visible) || NOT_LITERAL.test(text)) return quoted(text);
  const told = UNCLEAR_INDENTATION.test(text) ? '2' : '';
  const chomping = lines === text ? '-' : lines === visible ? '' : '+';
  return `|${told}${chomping}${`\n${lines}`.replace(/\n(?=[^\n])/g, `\n${indentation}`)}`;
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || ENDS_PLAIN.test(text)) return false;
  return !SUSPECT.test(text) || !(WORD.test(text) || NUMBER.test(text) || DOCUMENT_MARKER.test(text));
}

function quoted(text: string): string {
  // The escapes of JSON are escapes of YAML too (YAML 1.2, 5.7).
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
