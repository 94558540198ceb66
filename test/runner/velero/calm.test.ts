import type { Pod } from '../../../runner/drill/objects';
import { Calm } from '../../../runner/velero/calm';

const TIMES = { calm: 4, afterCrash: 30 };

let now: number;
let calm: Calm;

beforeEach(() => {
  now = 100;
  calm = new Calm(TIMES, () => now);
});

const pod = (restartCount = 0, exitCode?: number): Pod => ({
  metadata: { name: 'web' },
  status: {
    containerStatuses: [
      {
        name: 'web',
        restartCount,
        ...(exitCode !== undefined && { lastState: { terminated: { exitCode } } }),
      },
    ],
  },
});

/** Looks at each of these times, and tells the last answer. */
function lookAt(times: readonly number[], pods: readonly Pod[], isReady = true): number | undefined {
  let since: number | undefined;
  for (const time of times) {
    now = time;
    since = calm.trySince(pods, isReady);
  }
  return since;
}

test('readiness of a moment is none', () => {
  expect(lookAt([100, 103], [pod()])).toBeUndefined();
});

test('readiness that lasts counts since it began, not since it was believed', () => {
  expect(lookAt([100, 102, 104], [pod()])).toBe(100);
});

test('readiness that was lost in between begins anew', () => {
  lookAt([100, 103], [pod()]);
  expect(lookAt([103.5], [pod()], false)).toBeUndefined();
  expect(lookAt([104, 107], [pod()])).toBeUndefined();
  expect(lookAt([108], [pod()])).toBe(104);
});

test('a restart that no look has seen begins it anew too', () => {
  lookAt([100, 103], [pod(0)]);
  expect(lookAt([104], [pod(1, 0)])).toBeUndefined();
  expect(lookAt([108], [pod(1, 0)])).toBe(104);
});

test('after a bad end it must last longer, since the next may come', () => {
  expect(lookAt([100, 129], [pod(1, 1)])).toBeUndefined();
  expect(lookAt([130], [pod(1, 1)])).toBe(100);
});

test('where nothing was restored that runs, there is nothing to wait for but the calm', () => {
  expect(lookAt([100, 104], [])).toBe(100);
});
