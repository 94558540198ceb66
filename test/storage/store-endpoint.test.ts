import { describe, expect, it } from '@jest/globals';
import { StoreEndpoint } from '../../lib/storage/store-endpoint';
import { codesThrownBy, thrownBy } from './problem-codes';

describe('an endpoint', () => {
  it.each([
    ['https://s3.example.com', 'https://s3.example.com', 's3.example.com', 443],
    ['https://s3.example.com/', 'https://s3.example.com', 's3.example.com', 443],
    ['https://S3.Example.com:9000', 'https://S3.Example.com:9000', 's3.example.com:9000', 9000],
    ['https://s3.example.com:443', 'https://s3.example.com:443', 's3.example.com', 443],
    ['http://s3.example.com.:80', 'http://s3.example.com.:80', 's3.example.com', 80],
    ['http://10.98.0.9:9000', 'http://10.98.0.9:9000', '10.98.0.9:9000', 9000],
    ['https://[fd00::1]:9000', 'https://[fd00::1]:9000', '[fd00::1]:9000', 9000],
  ])('%s keeps its text and has one identity', (text, told, host, port) => {
    const endpoint = StoreEndpoint.of(text);
    expect(endpoint.text).toBe(told);
    expect(endpoint.host).toBe(host);
    expect(endpoint.port).toBe(port);
  });

  it('of a Service has one identity with and without the domain of the cluster', () => {
    const short = StoreEndpoint.of('http://minio.object-storage.svc:9000');
    const long = StoreEndpoint.of('http://minio.object-storage.svc.cluster.local:9000');
    expect(long.host).toBe('minio.object-storage.svc:9000');
    expect(short.host).toBe(long.host);
  });

  it.each([
    ['s3.example.com', 'http://'],
    ['ftp://s3.example.com', 'http://'],
    ['HTTPS://s3.example.com', 'http://'],
    ['https://', 'no URL'],
    ['https://s3.example.com/bucket', 'path'],
    ['https://s3.example.com/?x=1', 'query'],
    ['https://s3.example.com/#x', 'fragment'],
    ['https://s3.example.com?', 'query'],
    ['https://s3.exa mple.com', 'white space'],
    ['https://s3.example.com\n', 'white space'],
    ['https://s3_example.com', 'DNS name'],
    ['https://s3,example.com', 'DNS name'],
  ])('%j is refused with RST202', (text, reason) => {
    const [problem, ...others] = thrownBy(() => StoreEndpoint.of(text));
    expect(problem).toMatchObject({ code: 'RST202', property: 'endpoint' });
    expect(problem?.reason).toContain(reason);
    expect(others).toEqual([]);
  });

  it.each([
    'https://AKIAEXAMPLE:very-secret@s3.example.com',
    'https://AKIAEXAMPLE:very/secret@s3.example.com',
    'AKIAEXAMPLE:very-secret@s3.example.com',
    'https://s3.example.com/?X-Amz-Signature=very-secret&user=AKIAEXAMPLE',
  ])('with credentials is refused without repeating them (%#)', (text) => {
    expect(codesThrownBy(() => StoreEndpoint.of(text))).toEqual(['RST202']);
    const shown = JSON.stringify(thrownBy(() => StoreEndpoint.of(text)));
    expect(shown).not.toContain('secret@');
    expect(shown).not.toContain('very');
    expect(shown).not.toContain('AKIAEXAMPLE');
  });

  it.each([
    ['http://minio.object-storage.svc:9000', 'object-storage', true],
    ['http://minio.object-storage.svc.cluster.local', 'object-storage', true],
    ['http://pod-0.minio.object-storage.svc', 'object-storage', true],
    ['http://minio.svc', undefined, false],
    ['http://minio.object-storage', undefined, false],
    ['http://minio', undefined, true],
    ['http://10.98.0.9:9000', undefined, true],
    ['http://[fd00::1]', undefined, true],
    ['http://8.8.8.8', undefined, false],
    ['http://[2001:db8::1]', undefined, false],
    ['http://foo.bar.svc.example.com', undefined, false],
  ])('%s names the namespace %s, and is private: %s', (text, namespace, isPrivate) => {
    const endpoint = StoreEndpoint.of(text);
    expect(endpoint.namespace).toBe(namespace);
    expect(endpoint.isPrivate).toBe(isPrivate);
  });

  it.each([
    ['http://10.98.0.9:9000', '10.98.0.9/32'],
    ['https://[fd00::1]', 'fd00::1/128'],
    ['https://s3.example.com', undefined],
  ])('%s is at the address %s', (text, cidr) => {
    expect(StoreEndpoint.of(text).address?.toString()).toBe(cidr);
  });
});
