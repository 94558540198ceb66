import { evidenceProblems, fail } from '../../lib/core';
import type { EvidenceEntry, EvidenceRecord, EvidenceStore, PutOutcome } from '../../lib/evidence';

/** A store in memory that a test can let refuse, be slow or lose its answers. */
export class MemoryStore implements EvidenceStore {
  readonly files = new Map<string, Uint8Array>();
  readonly refuses = { list: false, get: false, put: false };
  puts = 0;
  /** Runs before a put is done, as another writer would. */
  beforePut: () => Promise<void> = () => Promise.resolve();
  /** What a put that was done answers. */
  answer: (outcome: PutOutcome) => PutOutcome = (outcome) => outcome;

  constructor(records: Iterable<EvidenceRecord> | Map<string, Uint8Array> = []) {
    if (records instanceof Map) this.files = records;
    else for (const { name, content } of records) this.files.set(name, content);
  }

  async list(folder = ''): Promise<readonly EvidenceEntry[]> {
    this.refuse('list');
    await Promise.resolve();
    return [...this.files]
      .filter(([name]) => name.startsWith(folder))
      .map(([name, { length }]) => ({ name, size: length }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async get({ name }: EvidenceEntry): Promise<Uint8Array> {
    this.refuse('get');
    await Promise.resolve();
    return this.files.get(name) ?? new Uint8Array();
  }

  async putIfAbsent(name: string, content: Uint8Array): Promise<PutOutcome> {
    this.refuse('put');
    this.puts += 1;
    await this.beforePut();
    if (this.files.has(name)) return 'exists';
    this.files.set(name, content);
    return this.answer('stored');
  }

  private refuse(operation: 'list' | 'get' | 'put'): void {
    if (this.refuses[operation])
      fail(evidenceProblems.storeRefused, { reason: `it refuses to ${operation}` });
  }
}
