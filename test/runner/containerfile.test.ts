import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cronJobSpec } from '../../lib/drill/site/drill-job';
import { RUNNER_FILE, runnerCommand } from '../../lib/drill/site/runner-loader';
import { drilledProtection } from '../drill/protection';
import { valueAt } from '../postgres/fixture';

const ROOT = join(__dirname, '..', '..');

/** Instructions with their arguments, without comments. */
const INSTRUCTIONS = readFileSync(join(ROOT, 'Containerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);

function only(name: string): string {
  const found = INSTRUCTIONS.filter(([instruction]) => instruction === name);
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

test('it is made of these instructions alone: nothing is downloaded or run while it is built', () => {
  expect(INSTRUCTIONS.map(([instruction]) => instruction)).toEqual([
    'ARG',
    'FROM',
    'COPY',
    'ENV',
    'USER',
    'ENTRYPOINT',
  ]);
});

test('the base is an image that whoever builds it has to name', () => {
  expect(only('ARG')).toBe('NODE_IMAGE');
  expect(only('FROM')).toBe('${NODE_IMAGE}');
});

test('it copies what the build makes, and nothing else', () => {
  const [source = '', target] = only('COPY').split(' ');
  expect(source).toBe(`dist/runner/${RUNNER_FILE}`);
  expect(existsSync(join(ROOT, source))).toBe(true);
  expect(target).toBe(`/runner/${RUNNER_FILE}`);
});

test('it starts as the CronJob does: the same program, user and plan', () => {
  const plan = drilledProtection('orders').drill;
  const spec = cronJobSpec({ plan, image: 'node', runnerConfigMap: 'runner', secrets: [] });
  const pod = valueAt(spec, 'jobTemplate.spec.template.spec');
  const { runAsUser, runAsGroup } = valueAt(pod, 'securityContext') as Record<string, number>;
  expect(only('USER')).toBe(`${runAsUser}:${runAsGroup}`);
  expect(JSON.parse(only('ENTRYPOINT'))).toEqual(runnerCommand(`/runner/${RUNNER_FILE}`));
  expect(valueAt(pod, 'containers.0.command')).toEqual(JSON.parse(only('ENTRYPOINT')));
  expect(only('ENV')).toBe(`RESTORABLE_PLAN=${String(valueAt(pod, 'containers.0.env.0.value'))}`);
});
