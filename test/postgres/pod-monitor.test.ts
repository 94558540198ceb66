import { composed } from './fixture';

test('a PodMonitor of its own selects the instances: the operator deprecated its own', () => {
  const composition = composed({ monitoring: { podMonitorLabels: { release: 'prometheus' } } });
  expect(composition.codes).toEqual([]);
  expect(composition.find('PodMonitor', 'orders', 'shop')).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/managed-by': 'restorable', release: 'prometheus' } },
    spec: {
      selector: { matchLabels: { 'cnpg.io/cluster': 'orders', 'cnpg.io/podRole': 'instance' } },
      podMetricsEndpoints: [{ port: 'metrics' }],
    },
  });
  expect(composition.cluster['spec']).not.toHaveProperty('monitoring');
});

test('without monitoring there is no PodMonitor', () => {
  expect(composed().findAll('PodMonitor')).toEqual([]);
});
