import { createHash } from 'node:crypto';

/**
 * A token in k3s' secure form: whoever joins with it checks that the server's certificate authority is the one it
 * expects. The hash is that of the certificate file as it is written, to the byte (k3s, `pkg/clientaccess/token.go`).
 *
 * @param user `server` for the token of servers, `node` for that of agents
 */
export function joinToken(password: string, user: 'server' | 'node', serverAuthority: string): string {
  return `K10${sha256(serverAuthority)}::${user}:${password}`;
}

/**
 * The hash that k3s writes beside each snapshot, as annotation and as metadata of the object: it tells which token a
 * snapshot needs without telling the token (k3s, `pkg/util/token.go`: the first 12 hex digits of the SHA-256).
 */
export function tokenHash(token: string): string {
  return sha256(token).slice(0, 12);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
