import { composed, Fixture, valueAt } from '../../postgres/fixture';

/** A database whose cluster pushes metrics there. */
function pushingTo(pushgateway: string) {
  return composed({}, new Fixture({ cluster: { drills: { pushgateway } } }));
}

test('without a Pushgateway nothing is opened, and the plan names none', () => {
  const found = composed();
  expect(found.plan.protections[0]?.drill).not.toHaveProperty('metrics');
  expect(found.findAll('NetworkPolicy').map(({ metadata }) => metadata.name)).not.toContain('allow-metrics');
});

test('the plan of every drill names the Pushgateway, without a slash at its end', () => {
  const { plan, codes } = pushingTo('http://pushgateway.monitoring.svc:9091/');
  expect(codes).toEqual([]);
  expect(plan.protections[0]?.drill).toMatchObject({
    metrics: { pushgateway: 'http://pushgateway.monitoring.svc:9091' },
  });
});

test.each([
  [
    'http://pushgateway.monitoring.svc:9091',
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }] },
  ],
  [
    'http://10.0.0.5:9091',
    { to: [{ ipBlock: { cidr: '10.0.0.5/32' } }], ports: [{ protocol: 'TCP', port: 9091 }] },
  ],
  ['https://push.example.com', { ports: [{ protocol: 'TCP', port: 443 }] }],
])('runners, and nothing that was restored, reach %s', (url, rule) => {
  const policy = pushingTo(url).find('NetworkPolicy', 'allow-metrics');
  expect(valueAt(policy, 'spec')).toMatchObject({
    podSelector: { matchLabels: { 'app.kubernetes.io/component': 'drill-runner' } },
    policyTypes: ['Egress'],
    egress: [rule],
  });
});

test.each(['pushgateway:9091', 'http://user:secret@push', 'http://push/path', ''])(
  "refuses '%s', which would be called elsewhere or show a password (RST202)",
  (url) => {
    const { codes, plan } = pushingTo(url);
    expect(codes).toEqual(['RST202']);
    expect(plan.protections[0]?.drill).not.toHaveProperty('metrics');
  },
);
