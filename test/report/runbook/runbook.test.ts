import { describe, expect, test } from '@jest/globals';
import { ARGO_CD, FLUX, uncoveredSection, type RunbookSection } from '../../../lib/protection';
import {
  gapsOf,
  makeRunbook,
  runbookMarkdown,
  type MeasuredDrill,
  type RunbookInput,
} from '../../../lib/report';
import { Fixture } from '../../postgres/fixture';

const ID = 'home/shop/orders';

function input(changes: Partial<RunbookInput> = {}): RunbookInput {
  const fixture = new Fixture();
  fixture.addDatabase();
  return { ...fixture.app.compose().runbook(''), deliverer: FLUX, stacks: [], ...changes };
}

const pageOf = (changes: Partial<RunbookInput> = {}) => runbookMarkdown(makeRunbook(input(changes)));

const measuredBy = (drill: MeasuredDrill) => pageOf({ measured: new Map([[ID, drill]]) });

describe('the order after the loss of a cluster', () => {
  const parts = (changes: Partial<RunbookInput> = {}) =>
    makeRunbook(input(changes))
      .clusters[0]?.losses.find(({ scenario }) => scenario === 'cluster')
      ?.parts.map((part) => (part.kind === 'cluster' ? part.title : `${part.id} ${part.stage}`));

  test('is cluster, what Git must be told, what Git declares, data', () => {
    expect(parts()).toEqual([
      'A new cluster',
      `${ID} before-delivery`,
      'What Git declares',
      `${ID} recovery`,
    ]);
  });

  test('begins with the state of the cluster where something brings that back', () => {
    const sections = input().sections;
    const state: RunbookSection = { ...sectionOf(sections), layer: 'cluster-state' };
    expect(parts({ sections: new Map([[ID, state]]) })).toEqual([`${ID} recovery`, 'What Git declares']);
  });
});

describe('stacks of the project', () => {
  const stacks = [
    { name: 'home-cluster', kind: 'cluster', cluster: 'home' },
    { name: 'other-cluster', kind: 'cluster', cluster: 'other' },
    { name: 'platform', kind: 'platform' },
  ];

  test('make the cluster and Flux, those of the cluster alone', () => {
    const page = pageOf({ stacks });
    expect(page).toContain('pulumi up --stack home-cluster');
    expect(page).toContain('pulumi up --stack platform');
    expect(page).not.toContain('other-cluster');
    expect(page).not.toContain('flux install');
  });

  test('are not taken for granted', () => {
    expect(pageOf()).not.toContain('pulumi up');
    expect(pageOf()).toContain('flux install --namespace flux-system');
  });
});

test('Argo CD delivers in the place of Flux, in every step', () => {
  const page = pageOf({ deliverer: ARGO_CD });
  expect(page).toContain('patch application.argoproj.io data-postgres --namespace argocd');
  expect(page).not.toContain('kustomize.toolkit.fluxcd.io');
});

describe('durations', () => {
  test('are what is promised where no evidence is given', () => {
    expect(pageOf()).toContain('at most 30m are promised (RTO). No evidence of drills was given');
  });

  test('name the last drill, and whether a later one failed', () => {
    const page = measuredBy({ finishedAt: '2026-11-01T04:01:00.000Z', rto: 41.26, rpo: 300 });
    expect(page).toContain('The drill of 2026-11-01T04:01:00.000Z took 41.3 s until the data could be used');
    expect(page).toContain('| 2026-11-01T04:01:00.000Z | 5m | 41.3 s |');
    expect(page).not.toContain('FAILED');
    const failed = measuredBy({
      finishedAt: '2026-11-01T04:01:00.000Z',
      rto: 41,
      failedSince: { finishedAt: '2026-11-08T04:01:00.000Z', reason: 'restore-failed' },
    });
    expect(failed).toContain('a later one, of 2026-11-08T04:01:00.000Z, FAILED: restore-failed');
    expect(failed).toContain('| not measured |');
  });

  test('say why nothing measured counts', () => {
    expect(measuredBy({ unproven: 'no drill has passed' })).toContain(
      'Nothing measured counts: no drill has passed.',
    );
    expect(measuredBy({ finishedAt: '2026-11-01T04:01:00.000Z' })).toContain('measured no time');
  });

  test('say that a drill rehearses something else', () => {
    expect(pageOf()).toContain('No drill rehearses this.');
  });
});

describe('what nothing covers', () => {
  const sections = new Map([[ID, uncoveredSection('Ledger')]]);

  test('is listed and said in its place', () => {
    const runbook = makeRunbook(input({ sections }));
    expect(gapsOf(runbook)).toHaveLength(7);
    const page = runbookMarkdown(runbook);
    expect(page).toContain('**Not covered.** There is no procedure for a protection of the kind Ledger');
    expect(page).toContain('| `home/shop/orders` | The region is lost |');
  });

  test('is nothing where everything has an answer', () => {
    expect(gapsOf(makeRunbook(input()))).toEqual([]);
    expect(pageOf()).toContain('Every loss of every protection has a procedure, or loses nothing.');
  });
});

test('links of the index lead to headings', () => {
  const page = pageOf();
  const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link);
  expect(links).toHaveLength(7);
  expect(links).toEqual(headings);
});

test('an app without protections has a runbook that says so', () => {
  const fixture = new Fixture();
  const page = runbookMarkdown(
    makeRunbook({ ...fixture.app.compose().runbook(''), deliverer: FLUX, stacks: [] }),
  );
  expect(page).toContain('Nothing is protected.');
});

function sectionOf(sections: RunbookInput['sections']): RunbookSection {
  const section = sections.get(ID);
  if (section === undefined) throw new Error('there is no section');
  return section;
}
