import { accessSync, appendFileSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../lib/core/problems';
import {
  appendRecord,
  configurationDigest,
  FolderEvidenceStore,
  readRecords,
  recordFolder,
  SigningKey,
  verifyChain,
  type EvidenceFinding,
  type VerificationKey,
} from '../../lib/evidence';
import type { DrillResult, ProtectionPlan } from '../../lib/plan';
import { readPublicKeys } from '../evidence/key-files';
import { guarded } from '../write-file';

/** Where the records of rehearsals go unless another folder is given, below the folder of the project. */
export const DEFAULT_FOLDER = '.restorable/evidence';

/** File in the folder with the public half of every key that signed a rehearsal there. No record: those end in `.json`. */
const PUBLIC_KEYS = 'public-keys.pem';

/** Where records of rehearsals go, and what signs them. */
export interface RehearsalEvidenceProps {
  /** Absolute. */
  readonly folder: string;
  /** The folder as the user knows it. */
  readonly shown: string;
  /** Whether Git must not see the folder. */
  readonly ignored: boolean;
  /** @default - a new key that nobody keeps */
  readonly key?: SigningKey;
}

/** What became of the evidence of some rehearsals. */
export interface KeptEvidence {
  /** The folder as the user knows it. */
  readonly folder: string;
  /** File with the keys that verify it, as the user knows it. */
  readonly publicKeys: string;
  /** Names of the records that were written. */
  readonly records: readonly string[];
  /** What verifying them, and all that they follow, found. */
  readonly findings: readonly EvidenceFinding[];
}

/** The evidence of rehearsals: signed records in a folder, verified as soon as they are written. */
export class RehearsalEvidence {
  /** Makes nothing yet, but a folder that cannot be made or written is told before anything is rehearsed. Throws RST721. */
  static open(props: RehearsalEvidenceProps): RehearsalEvidence {
    const { folder, shown, key = SigningKey.generate() } = props;
    // With a slash at its end only a folder is found (path_resolution(7)).
    guarded(shown, () => accessSync(`${nearest(folder)}/`, constants.W_OK));
    return new RehearsalEvidence(props, key);
  }

  private readonly store: FolderEvidenceStore;
  private readonly records: string[] = [];
  private readonly protections: string[] = [];

  private constructor(
    private readonly props: RehearsalEvidenceProps,
    private readonly key: SigningKey,
  ) {
    this.store = FolderEvidenceStore.at(props.folder);
  }

  /** Signs a result and appends it to the records of its protection; why that was not possible. Throws RST721, RST802. */
  async append(protection: ProtectionPlan, result: DrillResult): Promise<Problem | undefined> {
    this.makeFolder();
    const appended = await appendRecord(
      this.store,
      { result, configuration: configurationDigest(protection), trigger: 'restorable rehearse' },
      { key: this.key, olderKeys: this.rememberKey(), now: () => new Date() },
    );
    if (!appended.stored) return appended.problem;
    this.records.push(appended.record.name);
    this.protections.push(protection.id);
    return undefined;
  }

  /** Reads back and verifies the records of all protections that were appended to. Undefined: there are none. */
  async verify(): Promise<KeptEvidence | undefined> {
    if (this.records.length === 0) return undefined;
    const records = await Promise.all(
      this.protections.map((protection) => readRecords(this.store, recordFolder(protection))),
    );
    const { findings } = await verifyChain(records.flat(), {
      publicKeys: this.publicKeys(),
      now: new Date(),
    });
    return {
      folder: this.props.shown,
      publicKeys: join(this.props.shown, PUBLIC_KEYS),
      records: this.records,
      findings,
    };
  }

  private makeFolder(): void {
    const { folder, shown, ignored } = this.props;
    guarded(shown, () => {
      mkdirSync(folder, { recursive: true });
      // A folder that ignores itself is committed only by who means to.
      const ignore = join(folder, '.gitignore');
      if (ignored && !existsSync(ignore)) writeFileSync(ignore, '*\n');
    });
  }

  /** Keeps the public half of the key beside the records, and returns all that are there. */
  private rememberKey(): readonly VerificationKey[] {
    const { publicKey } = this.key;
    const file = join(this.props.folder, PUBLIC_KEYS);
    if (!existsSync(file) || this.publicKeys().every(({ id }) => id !== publicKey.id))
      guarded(join(this.props.shown, PUBLIC_KEYS), () => appendFileSync(file, publicKey.toPem()));
    return this.publicKeys();
  }

  private publicKeys(): readonly VerificationKey[] {
    return readPublicKeys([PUBLIC_KEYS], this.props.folder);
  }
}

/** The folder itself, or the nearest one above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearest(dirname(folder));
}
