/** Share of a text that is kept of its begin; the rest is of its end, where errors of Velero and kopia tell their cause. */
const BEGIN = 1 / 3;

/** A text of at most so many characters: what is in the middle of a longer one is left out. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const begin = Math.floor(longest * BEGIN);
  return `${text.slice(0, begin)} … ${text.slice(begin + 3 - longest)}`;
}
