import { describe, expect, it } from '@jest/globals';
import { apiAccess } from '../../../stacks/platform/api-access';
import { kubeconfigText } from './kubeconfig-text';
import { CERTIFICATE } from './localhost-certificate';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('reading a kubeconfig', () => {
  it('takes server, authority and token of the current context', () => {
    expect(apiAccess(kubeconfigText('https://10.0.0.1:6443/'))).toEqual({
      server: 'https://10.0.0.1:6443',
      certificateAuthority: CERTIFICATE,
      token: 'test-token',
    });
  });

  it('takes the certificate and the key of the client', () => {
    const user = { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') };
    expect(apiAccess(kubeconfigText('https://a', user))).toMatchObject({
      clientCertificate: 'CERT',
      clientKey: 'KEY',
    });
  });

  it.each([
    ['no YAML', ': : :\n  - {', 'no YAML'],
    ['empty', '', 'no kubeconfig'],
    ['without a context', '{"clusters":[]}', 'no cluster or no user'],
    [
      'with files',
      kubeconfigText('https://a', { 'client-certificate': '/file', 'client-key': '/file' }),
      'neither',
    ],
    ['with a command', kubeconfigText('https://a', { exec: { command: 'aws' } }), 'neither'],
    ['without a server', kubeconfigText(''), 'names no server'],
  ])('RST939: %s', (_, text, reason) => {
    expect(() => apiAccess(text)).toThrow(reason);
    expect(() => apiAccess(text)).toThrow('RST939');
  });

  it('shows nothing of the text in its error', () => {
    const text = kubeconfigText('', { token: 'MARKED-TOKEN' });
    expect(() => apiAccess(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('MARKED') }),
    );
  });
});
