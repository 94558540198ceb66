import { fail, type ProblemDefinition } from './problems';

/**
 * The text a value object is read from. The types ask for text, but not every caller is type checked.
 *
 * @throws RestorableError of the given definition if the input is no text
 */
export function writtenText(definition: ProblemDefinition, input: unknown): string {
  if (typeof input === 'string') return input;
  if (typeof input === 'number') {
    return fail(definition, { value: input, reason: 'A number was given where text is read.' });
  }
  return fail(definition, { reason: `Text is read here, not ${input === null ? 'null' : typeof input}.` });
}
