import { Duration } from '../../lib/core';
import { Witness } from '../../lib/drill';
import { codesOf, Gathered } from './problems';

test('a witness writes into its own schema as its own role', () => {
  const witness = Witness.every('5m', { counts: ['orders', 'sales.items'] });
  expect(witness.plan()).toEqual({
    every: 300,
    schema: 'restorable',
    role: 'restorable_witness',
    counts: ['orders', 'sales.items'],
  });
  expect(witness.schedule.for('cronjob')).toBe('*/5 * * * *');
});

test('schema and role can be chosen', () => {
  const plan = Witness.every('1h', { schema: 'proof', role: 'proof_writer' }).plan();
  expect(plan).toEqual({ every: 3600, schema: 'proof', role: 'proof_writer', counts: [] });
});

test('a table named twice is counted once', () => {
  expect(Witness.every('5m', { counts: ['orders', '"orders"'] }).counts).toEqual(['orders']);
});

test.each(['7m', '90m', '30s', '5h', '2d'])('an interval of %s cannot be a CronJob', (interval) => {
  expect(codesOf(() => Witness.every(interval))).toEqual(['RST103']);
});

test.each([
  { schema: 'public' },
  { schema: 'pg_toast' },
  { schema: 'information_schema' },
  { role: 'postgres' },
  { role: 'pg_monitor' },
])('%j belongs to PostgreSQL or to everybody', (props) => {
  expect(codesOf(() => Witness.every('5m', props))).toEqual(['RST624']);
});

test('the names of tables, schema and role are read', () => {
  expect(codesOf(() => Witness.every('5m', { counts: ['a.b.c'] }))).toEqual(['RST601']);
  expect(codesOf(() => Witness.every('5m', { schema: '' }))).toEqual(['RST601']);
});

test('a heartbeat that reaches the archive later than the RPO can never show that it is met', () => {
  const report = new Gathered();
  Witness.every('10m').inspect({ rpo: 900 }, Duration.minutes(6), report);
  expect(report.codes).toEqual(['RST623']);
  const faster = new Gathered();
  Witness.every('5m').inspect({ rpo: 900 }, Duration.minutes(10), faster);
  expect(faster.codes).toEqual([]);
});
