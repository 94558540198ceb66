import { shortened } from '../../../runner/velero/shortened';

test('a text that fits is told as it is', () => {
  expect(shortened('a cause', 7)).toBe('a cause');
});

test('a longer text keeps its begin and its end, where the cause stands', () => {
  const text = `pod volume restore failed: ${'copy file: '.repeat(100)}BLOB not found`;
  const short = shortened(text, 90);
  expect(short).toHaveLength(90);
  expect(short).toMatch(/^pod volume restore failed: .* … .*BLOB not found$/);
});
