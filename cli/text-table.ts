/** A cell of a table: text, and how that text is shown. */
export type TextCell = string | { readonly text: string; readonly shown: (text: string) => string };

/** Rows as lines of aligned columns under a heading, two blanks between them. Cells hold one line. */
export function textTable(headings: readonly string[], rows: readonly (readonly TextCell[])[]): string[] {
  const all = [headings, ...rows].map((row) => row.map(cellOf));
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.text.length ?? 0)));
  return all.map((row) =>
    row
      .map(({ text, shown }, column) => {
        const isLast = column === row.length - 1;
        return `${shown(text)}${isLast ? '' : ' '.repeat((widths[column] ?? 0) - text.length)}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/**
 * A text of others as one plain line: characters that would move the cursor, change colours or turn the direction of writing
 * on a terminal are replaced.
 */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}

function cellOf(cell: TextCell): { readonly text: string; readonly shown: (text: string) => string } {
  const { text, shown } = typeof cell === 'string' ? { text: cell, shown: (it: string) => it } : cell;
  return { text: plainText(text), shown };
}
