import { Cidr } from '../../../lib/core';
import { fixedPolicies, storePolicy, type DrillNetwork } from '../../../lib/drill/site/network-policies';

const K3S: DrillNetwork = { pods: Cidr.of('10.42.0.0/16'), services: Cidr.of('10.43.0.0/16') };
const NO_CHECK_POD = {
  matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'NotIn', values: ['drill-check'] }],
};

test('everything is denied first, in both directions and for every pod', () => {
  expect(fixedPolicies('cnpg-system', K3S)['default-deny']).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('names are resolved by DNS in kube-system, over UDP and TCP', () => {
  expect(fixedPolicies('cnpg-system', K3S)['allow-dns']).toEqual({
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  });
});

test('pods of the namespace reach each other, but for those of checks', () => {
  expect(fixedPolicies('cnpg-system', K3S)['allow-namespace']).toEqual({
    podSelector: NO_CHECK_POD,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: NO_CHECK_POD }] }],
    egress: [{ to: [{ podSelector: NO_CHECK_POD }] }],
  });
});

test('the operator reaches instances on 8000 and 5432, and nothing else comes in from outside', () => {
  const policies = fixedPolicies('postgres-operator', K3S);
  expect(policies['allow-operator']).toEqual({
    podSelector: NO_CHECK_POD,
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'postgres-operator' } } },
        ],
        ports: [
          { protocol: 'TCP', port: 8000 },
          { protocol: 'TCP', port: 5432 },
        ],
      },
    ],
  });
  const inward = Object.entries(policies).filter(([, spec]) => 'ingress' in spec);
  expect(inward.map(([name]) => name)).toEqual(['allow-namespace', 'allow-operator']);
});

test('the API server is reached behind and through its Service, but no pod at its port', () => {
  expect(fixedPolicies('cnpg-system', K3S)['allow-api-server']).toEqual({
    podSelector: NO_CHECK_POD,
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.42.0.0/16', '10.43.0.0/16'] } }],
        ports: [{ protocol: 'TCP', port: 6443 }],
      },
      { to: [{ ipBlock: { cidr: '10.43.0.1/32' } }], ports: [{ protocol: 'TCP', port: 443 }] },
    ],
  });
});

test('the API server is reached where it is said to be, and nowhere else', () => {
  const network: DrillNetwork = { ...K3S, apiServer: { cidrs: [Cidr.of('10.0.0.10/32')], port: 443 } };
  expect(fixedPolicies('cnpg-system', network)['allow-api-server']).toMatchObject({
    egress: [
      { to: [{ ipBlock: { cidr: '10.0.0.10/32' } }], ports: [{ protocol: 'TCP', port: 443 }] },
      { to: [{ ipBlock: { cidr: '10.43.0.1/32' } }], ports: [{ protocol: 'TCP', port: 443 }] },
    ],
  });
});

test('where no network is known the port alone decides', () => {
  expect(fixedPolicies('cnpg-system', {})['allow-api-server']).toMatchObject({
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: 6443 }] }],
  });
});

test('pods of checks get neither to the API server nor to a store', () => {
  const specs = [
    fixedPolicies('cnpg-system', K3S)['allow-api-server'],
    storePolicy([{ kind: 'public', port: 443 }], K3S),
  ];
  expect(specs.map((spec) => spec?.['podSelector'])).toEqual([NO_CHECK_POD, NO_CHECK_POD]);
});

test('a public store is anything but private networks, on its port', () => {
  expect(storePolicy([{ kind: 'public', port: 443 }], K3S)).toEqual({
    podSelector: NO_CHECK_POD,
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
            },
          },
        ],
        ports: [{ protocol: 'TCP', port: 443 }],
      },
    ],
  });
});

test('pods with public addresses are not a public store', () => {
  const network: DrillNetwork = { pods: Cidr.of('198.51.0.0/16'), services: Cidr.of('10.43.0.0/16') };
  expect(JSON.stringify(storePolicy([{ kind: 'public', port: 443 }], network))).toContain('198.51.0.0/16');
});

test('a network that is one of the private ranges is excepted once', () => {
  const spec = storePolicy([{ kind: 'public', port: 443 }], { pods: Cidr.of('10.0.0.0/8') });
  expect(JSON.stringify(spec).split('10.0.0.0/8')).toHaveLength(2);
});

test('a store can be networks or a namespace', () => {
  const spec = storePolicy(
    [
      { kind: 'cidrs', cidrs: ['192.168.5.0/24', '192.168.6.0/24'], port: 9000 },
      { kind: 'namespace', namespace: 'rook-ceph' },
    ],
    K3S,
  );
  expect(spec).toMatchObject({
    egress: [
      {
        to: [{ ipBlock: { cidr: '192.168.5.0/24' } }, { ipBlock: { cidr: '192.168.6.0/24' } }],
        ports: [{ protocol: 'TCP', port: 9000 }],
      },
      { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'rook-ceph' } } }] },
    ],
  });
});

test('stores of several drills are opened once', () => {
  const spec = storePolicy(
    [
      { kind: 'public', port: 443 },
      { kind: 'public', port: 443 },
    ],
    K3S,
  );
  expect(spec['egress']).toHaveLength(1);
});

test('without a store nothing is opened', () => {
  expect(storePolicy([], K3S)).toEqual({ podSelector: NO_CHECK_POD, policyTypes: ['Egress'], egress: [] });
});

test('a cluster with IPv6 is covered in both families', () => {
  const network: DrillNetwork = { pods: Cidr.of('fd00:42::/56'), services: Cidr.of('fd00:43::/112') };
  const text = JSON.stringify(storePolicy([{ kind: 'public', port: 443 }], network));
  expect(text).toContain('"0.0.0.0/0"');
  expect(text).toContain('"::/0"');
  expect(fixedPolicies('cnpg-system', network)['allow-api-server']).toMatchObject({
    egress: [
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0' } },
          { ipBlock: { cidr: '::/0', except: ['fd00:42::/56', 'fd00:43::/112'] } },
        ],
      },
    ],
  });
});
