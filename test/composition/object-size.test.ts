import { sizeProblems } from '../../lib/composition/object-size';
import { toYaml, type Manifest } from '../../lib/flux/emit';

const MIB = 1024 * 1024;

function codes(manifest: Manifest): readonly string[] {
  return sizeProblems('home/thing', manifest, toYaml(manifest)).map(({ code }) => code);
}

const configMap = (bytes: number): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'large', namespace: 'shop' },
  data: { first: 'x'.repeat(bytes - 3), second: 'é!' },
});

const policy = (bytes: number): Manifest => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'large' },
  spec: { validations: [{ expression: 'x'.repeat(bytes) }] },
});

test('a ConfigMap holds one MiB in all of its keys, counted in bytes (RST314)', () => {
  expect(codes(configMap(MIB))).toEqual([]);
  expect(codes(configMap(MIB + 1))).toEqual(['RST314']);
});

test('any other object is no larger than a request to etcd (RST314)', () => {
  expect(codes(policy(1.4 * MIB))).toEqual([]);
  expect(codes(policy(1.5 * MIB))).toEqual(['RST314']);
});

test('the problem says which object it is, and how large', () => {
  const [problem] = sizeProblems('home/thing', configMap(2 * MIB), toYaml(configMap(2 * MIB)));
  expect(problem).toMatchObject({
    path: 'home/thing',
    value: "'ConfigMap large'",
    reason: 'it has 2097152 bytes, and no more than 1048576 are taken',
  });
});
