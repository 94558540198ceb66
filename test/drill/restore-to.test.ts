import { RestoreTo } from '../../lib/drill';
import { codesOf } from './problems';

test('a target is the end of the archive or a time before it', () => {
  expect(RestoreTo.latest().plan()).toEqual({ kind: 'latest' });
  expect(RestoreTo.pointInTime({ before: '10m' }).plan()).toEqual({ kind: 'pointInTime', before: 600 });
});

test('a point in time is not the newest commit itself', () => {
  expect(codesOf(() => RestoreTo.pointInTime({ before: '0s' }))).toEqual(['RST619']);
});

test('an unreadable time is refused', () => {
  expect(codesOf(() => RestoreTo.pointInTime({ before: 'yesterday' }))).toEqual(['RST101']);
});
