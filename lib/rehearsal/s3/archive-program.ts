import { readFileSync, writeFileSync } from 'node:fs';
import { StoreError } from '../../evidence/store-error';
import { UNREADABLE_ARCHIVE } from '../wal-archive';
import { ArchiveBucket } from './archive-bucket';
import type { ArchivePlace } from './archive-options';
import { spoken } from './store-finding';

/**
 * The program that servers of a rehearsal run for each file of WAL, bundled into one file:
 *
 * - `archive <place> <path> <name> <receipt>` puts a file, then makes an empty one that tells so on this machine
 * - `restore <place> <path> <name>` gets one; ends with 1 where there is none
 *
 * The place is a file with the credentials: arguments are seen by everybody on the machine.
 */
async function main([
  verb,
  place = '',
  path = '',
  name = '',
  receipt = '',
]: readonly string[]): Promise<number> {
  const isRestore = verb === 'restore';
  try {
    const bucket = new ArchiveBucket(JSON.parse(readFileSync(place, 'utf8')) as ArchivePlace);
    if (!isRestore) {
      await bucket.put(`wal/${name}`, readFileSync(path));
      writeFileSync(receipt, '');
      return 0;
    }
    const content = await bucket.tryGet(`wal/${name}`);
    if (content === undefined) return 1;
    writeFileSync(path, content, { mode: 0o600 });
    return 0;
  } catch (error) {
    // What is not of the store is of the system: a full disk is told by its words.
    console.error(StoreError.is(error) ? spoken(error) : String(error));
    return isRestore ? UNREADABLE_ARCHIVE : 1;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
