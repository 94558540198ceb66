import { describe, expect, test } from '@jest/globals';
import type { LossScenario, RunbookSection, ScenarioProcedure } from '../../lib/protection';
import { VeleroFixture } from './fixture';

function section(): RunbookSection {
  return new VeleroFixture().addBackup('daily').runbook();
}

function procedure(scenario: LossScenario): ScenarioProcedure {
  const answer = section().answers[scenario];
  if (answer.kind !== 'procedure') throw new Error(`${scenario}: ${answer.kind}`);
  return answer;
}

const commands = ({ steps }: ScenarioProcedure) => steps.flatMap((step) => step.commands).join('\n');

describe('the section of a NamespaceBackup', () => {
  test('comes before databases', () => {
    expect(section().layer).toBe('namespaces');
  });

  test.each(['volume', 'namespace', 'corruption', 'cluster', 'region'] as const)(
    'holds the delivery, makes room only after a decision, and restores: %s',
    (scenario) => {
      const { steps, verification } = procedure(scenario);
      const titles = steps.map(({ title }) => title);
      const room = titles.indexOf('Make room');
      expect(titles.indexOf('Keep Flux away')).toBeLessThan(room);
      expect(room).toBeLessThan(titles.indexOf('Restore'));
      expect(steps[room]?.decision).toContain('owner of the data');
      expect(steps.filter(({ delivery }) => delivery !== undefined)).toHaveLength(2);
      expect(verification[0]?.commands.join('\n')).toContain('--from=cronjob/');
    },
  );

  test('reads the manifests from where the command has written them', () => {
    expect(commands(procedure('volume'))).toContain('--out recover-prod-daily-recovered');
    expect(commands(procedure('volume'))).toContain(
      'recover-prod-daily-recovered/manifests/*-restore-daily-recovered.yaml',
    );
  });

  test('takes the newest backup before a time that the shell puts in', () => {
    expect(commands(procedure('corruption'))).toContain(`<= "'"$TARGET"'")`);
    expect(procedure('corruption').drilled).toBe(false);
    expect(commands(procedure('volume'))).not.toContain('$TARGET');
  });

  test('waits for the backups of the old cluster in a new one', () => {
    expect(commands(procedure('cluster'))).toContain('backupstoragelocations.velero.io/default');
  });

  test('says that the region is covered only by a copy of the bucket', () => {
    expect(procedure('region').needs.join(' ')).toContain('a copy of the bucket namespaces');
  });

  test('takes a backup, and forgets lost repositories, after the loss of the store', () => {
    expect(commands(procedure('object-store'))).toContain('delete backuprepositories.velero.io');
    expect(commands(procedure('object-store'))).toContain('get schedules.velero.io prod-daily');
  });

  test('loses nothing with the repository', () => {
    expect(section().answers.git.kind).toBe('no-loss');
  });
});
