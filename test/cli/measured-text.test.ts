import { measuredText } from '../../cli/measured-text';

test.each([
  [0.0042, 900, '4 ms of 15m'],
  [1.34, 1800, '1.3 s of 30m'],
  [119.94, 1800, '119.9 s of 30m'],
  [133.2, 1800, '2m13s of 30m'],
  [-0.5, 60, '-500 ms of 1m'],
  [undefined, 60, 'unknown of 1m'],
  [1e300, 1e300, '1e+300 s of 1e+300 s'],
])('%p seconds of %p are %j', (measured, objective, text) => {
  expect(measuredText(measured, objective)).toBe(text);
});
