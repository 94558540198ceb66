/** A server as it was asked for. */
export interface CreatedServer {
  readonly name: string;
  readonly user_data: string;
}

/** Hetzner's API, with what only one for tests has: it can forget everything and be told to fail. */
export class HetznerFake {
  private readonly root: string;

  constructor(private readonly endpoint: string) {
    this.root = endpoint.replace(/\/v1$/, '');
  }

  /** What exists, by kind. */
  resources(): Promise<unknown> {
    return this.get('/_fake/resources');
  }

  async serverNames(): Promise<readonly string[]> {
    return Object.keys(await this.serverIds()).sort();
  }

  /** Ids by name. */
  async serverIds(): Promise<Readonly<Record<string, number>>> {
    const token = process.env['HCLOUD_TOKEN'] ?? '';
    const response = await fetch(`${this.endpoint}/servers?per_page=50`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { servers } = (await response.json()) as { servers: { id: number; name: string }[] };
    return Object.fromEntries(servers.map(({ id, name }) => [name, id]));
  }

  /** Deletes every server, as somebody else would. */
  async deleteServers(): Promise<void> {
    const token = process.env['HCLOUD_TOKEN'] ?? '';
    for (const id of Object.values(await this.serverIds())) {
      const headers = { authorization: `Bearer ${token}` };
      const { ok, status } = await fetch(`${this.endpoint}/servers/${id}`, { method: 'DELETE', headers });
      if (!ok) throw new Error(`server ${id}: ${status}`);
    }
  }

  /** Every server that was asked for, in this order. */
  async createdServers(): Promise<readonly CreatedServer[]> {
    const requests = (await this.get('/_fake/requests')) as readonly {
      method: string;
      path: string;
      body?: unknown;
    }[];
    return requests
      .filter(({ method, path }) => method === 'POST' && /^(\/v1)?\/servers$/.test(path))
      .map(({ body }) => body as CreatedServer);
  }

  /** Orders a fault. */
  async fail(fault: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`${this.root}/_fake/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(`the fault was not taken: ${await response.text()}`);
  }

  /** Takes all faults back. */
  async heal(): Promise<void> {
    await fetch(`${this.root}/_fake/faults`, { method: 'DELETE' });
  }

  async reset(): Promise<void> {
    await fetch(`${this.root}/_fake/reset`, { method: 'POST' });
  }

  private async get(path: string): Promise<unknown> {
    const response = await fetch(this.root + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
}
