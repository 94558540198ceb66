import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toYamlDocuments } from '../../../lib/flux/emit';
import { finish, loadModel, settings } from '../contestant';
import { environmentName } from '../environments';

/** The floor: the same objects as plain literals, our emitter, one write for each file; no constructs, no checks. */
const { environments, out } = settings();
const model = loadModel();
for (let index = 0; index < environments; index++) {
  const files = new Map<string, object[]>();
  for (const { file, manifest } of model.environment(environmentName(index))) {
    const others = files.get(file);
    if (others === undefined) files.set(file, [manifest]);
    else others.push(manifest);
  }
  for (const [file, manifests] of files) {
    const path = join(out, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, toYamlDocuments(manifests));
  }
}
finish();
