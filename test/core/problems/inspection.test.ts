import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  define,
  Duration,
  Inspection,
  RecoveryObjectives,
  RestorableError,
  type Problem,
} from '../../../lib/core';

const wrong = define('RST998', {
  title: 'Wrong',
  severity: 'error',
  explanation: 'It breaks.',
  fix: 'Repair it.',
});
const odd = define('RST999', {
  title: 'Odd',
  severity: 'warning',
  explanation: 'It may break.',
  fix: 'Look at it.',
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspection-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function tree(): { app: App; chart: Chart; database: Construct } {
  const app = new App({ outdir: folder });
  const chart = new Chart(app, 'staging');
  new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
  return { app, chart, database: new Construct(chart, 'database') };
}

function summary(problems: readonly Problem[]): unknown[] {
  return problems.map((p) => [p.code, p.path, p.property]);
}

test('gathers the problems of a whole tree in the order found, each at its construct', () => {
  const { app, chart, database } = tree();
  Inspection.of(database).report(wrong, { property: 'size', value: '5', reason: 'Too small.' });
  Inspection.of(chart).report(odd, { reason: 'Hm.' });
  expect(summary(Inspection.problemsIn(app))).toEqual([
    ['RST998', 'staging/database', 'size'],
    ['RST999', 'staging', undefined],
  ]);
  expect(Inspection.problemsIn(database)).toEqual(Inspection.problemsIn(app));
});

test('a tree without problems has none, and trees do not share them', () => {
  const { database } = tree();
  const { app: other } = tree();
  Inspection.of(database).report(wrong, { reason: 'So.' });
  expect(Inspection.problemsIn(other)).toEqual([]);
});

test('reads a valid value and reports nothing', () => {
  const { app, database } = tree();
  const rpo = Inspection.of(database).read('rpo', () => Duration.of('15m'), Duration.of('1h'));
  expect(rpo.toShort()).toBe('15m');
  expect(Inspection.problemsIn(app)).toEqual([]);
});

test('places what a value refuses at the construct and property, and goes on with the fallback', () => {
  const { app, database } = tree();
  const rpo = Inspection.of(database).read('rpo', () => Duration.of('15'), Duration.of('1h'));
  expect(rpo.toShort()).toBe('1h');
  expect(summary(Inspection.problemsIn(app))).toEqual([['RST101', 'staging/database', 'rpo']]);
});

test('puts its property before those that a value names itself, and keeps them all', () => {
  const { app, database } = tree();
  const fallback = RecoveryObjectives.of({ rpo: '1h', rto: '1h', retention: '7d' });
  Inspection.of(database).read(
    'objectives',
    () => RecoveryObjectives.of({ rpo: '15', rto: '1h', retention: 'long' }),
    fallback,
  );
  expect(summary(Inspection.problemsIn(app))).toEqual([
    ['RST101', 'staging/database', 'objectives.rpo'],
    ['RST106', 'staging/database', 'objectives.retention'],
  ]);
});

test('keeps the path of a problem that has one', () => {
  const { app, chart, database } = tree();
  const elsewhere = (): never => {
    throw new RestorableError([{ ...refusedDuration(), path: database.node.path }]);
  };
  Inspection.of(chart).read('rpo', elsewhere, undefined);
  expect(summary(Inspection.problemsIn(app))).toEqual([['RST101', 'staging/database', 'rpo']]);
});

test('passes on errors that are not in the catalogue', () => {
  const { app, database } = tree();
  const broken = (): never => {
    throw new TypeError('a bug');
  };
  expect(() => Inspection.of(database).read('rpo', broken, undefined)).toThrow(TypeError);
  expect(Inspection.problemsIn(app)).toEqual([]);
});

test('a cdk8s App with errors does not synthesise and shows them', () => {
  const { app, database } = tree();
  Inspection.of(database).report(wrong, { property: 'size', reason: 'Too small.' });
  Inspection.of(database).report(odd, { reason: 'A warning only.' });
  expect(() => app.synth()).toThrow(/error RST998: Wrong[^]*staging\/database · size[^]*Too small\./);
  expect(app.node.validate()).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('a cdk8s App with warnings alone synthesises', () => {
  const { app, database } = tree();
  Inspection.of(database).report(odd, { reason: 'Hm.' });
  app.synth();
  expect(readdirSync(folder)).toEqual(['staging.k8s.yaml']);
});

function refusedDuration(): Problem {
  try {
    Duration.of('15');
  } catch (error) {
    if (RestorableError.is(error) && error.problems[0] !== undefined) return error.problems[0];
  }
  throw new Error('expected a problem');
}
