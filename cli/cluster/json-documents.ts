/** Splits a stream of JSON objects that follow one another, as `kubectl get --watch` prints them, into their texts. */
export async function* jsonDocuments(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  let depth = 0;
  let inString = false;
  let escaped = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const character = chunk[index];
      if (inString) {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === '"') inString = false;
        continue;
      }
      if (character === '"') inString = true;
      else if (character === '{') {
        // What stands between two objects is white space.
        if (depth === 0) start = index;
        depth += 1;
      } else if (character === '}') {
        depth -= 1;
        if (depth > 0) continue;
        yield text + chunk.slice(start, index + 1);
        text = '';
        start = index + 1;
      }
    }
    if (depth > 0) text += chunk.slice(start);
  }
}
