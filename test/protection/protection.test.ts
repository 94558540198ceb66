import { App, Chart } from 'cdk8s';
import { LOSS_SCENARIOS, Protection, type Archive, type MatrixRow, type ProtectionPlan } from '../../lib';
import { Fixture } from '../postgres/fixture';

/** A protected system of somebody else. */
class Ledger extends Protection {
  readonly archives: readonly Archive[] = [];
  readonly days: Date[] = [];

  plan(): ProtectionPlan {
    return {
      id: `home/shop/${this.node.id}`,
      kind: 'Ledger',
      cluster: 'home',
      environment: 'shop',
      namespace: 'shop',
      name: this.node.id,
      objectives: { rpo: 60, rto: 60, retention: 86_400 },
      backup: {
        method: 'copy',
        schedule: '0 * * * *',
        scheduleText: 'hourly',
        longestGap: 3600,
        retention: '1d',
        archive: { store: 's', profile: 'aws', pathStyle: false, bucket: 'b', prefix: 'p' },
        recovery: 'copy back',
      },
      source: {},
      volumes: [],
      drill: { waived: { reason: 'r', owner: 'o', until: '2027-01-01' } },
    };
  }

  inspectOn(day: Date): void {
    this.days.push(day);
  }

  matrixRows(): readonly MatrixRow[] {
    return [];
  }
}

test('a protected system is a subclass: nothing else lists the systems by name', () => {
  const today = new Date('2026-11-25');
  const fixture = new Fixture({ app: { today } });
  fixture.addDatabase();
  const ledger = new Ledger(fixture.folder, 'ledger');
  const { plan, codes } = fixture.compose();
  expect(codes).toEqual([]);
  expect(plan.protections.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'home/shop/ledger Ledger',
    'home/shop/orders PostgresCluster',
  ]);
  expect(ledger.days).toEqual([today]);
});

test('protections are told from other constructs, of any copy of the package', () => {
  const chart = new Chart(new App(), 'chart');
  const ledger = new Ledger(chart, 'ledger');
  expect(Protection.is(ledger)).toBe(true);
  expect(Protection.is(chart)).toBe(false);
  expect(Protection.is(undefined)).toBe(false);
  expect(Protection.is({ [Symbol.for('restorable.Protection')]: true })).toBe(true);
  expect(Protection.allIn(chart)).toEqual([ledger]);
});

test('a protected system that says nothing of recovery covers no loss, and the runbook says so', () => {
  const ledger = new Ledger(new Chart(new App(), 'chart'), 'ledger');
  const { answers } = ledger.runbook({ secrets: [] });
  expect(Object.values(answers).map(({ kind }) => kind)).toEqual(LOSS_SCENARIOS.map(() => 'not-covered'));
});
