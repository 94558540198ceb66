import { readHeads } from '../../../cli/evidence/read-heads';
import { refusal } from '../../core/refusal';
import { projectOf } from '../project';

const HEAD = { sequence: 3, digest: 'ab'.repeat(32) };

function read(content: string) {
  return readHeads('heads.json', projectOf({ 'heads.json': content }));
}

test('heads are read from what verifying printed', () => {
  const heads = { 'home/shop/orders': HEAD };
  expect(read(JSON.stringify({ records: [], heads, findings: [] }))).toEqual(heads);
});

test.each([
  ['text', 'no', 'it is no JSON'],
  ['a list', '[]', 'it has no heads'],
  ['other JSON', '{"records":[]}', 'it has no heads'],
  ['a list of heads', '{"heads":[]}', 'it has no heads'],
  [
    'a head without a digest',
    '{"heads":{"a/b/c":{"sequence":1}}}',
    'the head of a/b/c is no number with a digest',
  ],
  [
    'a head with a fraction for a number',
    JSON.stringify({ heads: { 'a/b/c': { ...HEAD, sequence: 1.5 } } }),
    'the head of a/b/c is no number with a digest',
  ],
  ['a head that is none', '{"heads":{"a/b/c":null}}', 'the head of a/b/c is no number with a digest'],
])('%s is RST735', (_, content, reason) => {
  expect(refusal(() => read(content))).toMatchObject({ code: 'RST735', reason });
});

test('a file that is not there is RST721', () => {
  expect(refusal(() => readHeads('nowhere.json', '/'))).toMatchObject({ code: 'RST721' });
});
