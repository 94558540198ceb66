// Bundles the drill runner into one file and gzips it to the same bytes wherever and whenever it is built:
// dist/runner/restorable-runner.js.gz. The name of the ConfigMap that carries it is a digest of these bytes.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Largest minified bundle. It rides in a ConfigMap of at most 1 MiB, and every drill starts by loading it. */
const LARGEST = 300 * 1024;

/** Packages of the library that the runner must never carry. */
const FORBIDDEN = /node_modules\/(cdk8s|cdk8s-plus-\d+|constructs|@pulumi)\//;

/**
 * Leaves out what reasons of verdicts mean: documents and reports explain them, the runner only gives their codes. It is a
 * tenth of the bundle.
 */
const WITHOUT_TEXTS = {
  name: 'reasons-without-texts',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]verdict-reasons[\\/][a-z]+-reasons\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /\b(meaning|advice):\s*('(\\.|[^'\\])*'|"(\\.|[^"\\])*"),/g,
        '',
      ),
      loader: 'ts',
    }));
  },
};

/** Bundles the runner; writes only where the bytes differ. Returns the sizes, in bytes. */
export async function bundleRunner(root = ROOT) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['runner/main.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [WITHOUT_TEXTS],
    define: { RESTORABLE_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const forbidden = Object.keys(result.metafile.inputs).filter((input) => FORBIDDEN.test(input));
  if (forbidden.length > 0) throw new Error(`the runner must not carry ${forbidden[0]}`);
  const [file] = result.outputFiles;
  if (file.contents.length > LARGEST) {
    throw new Error(`the runner has ${file.contents.length} bytes minified, ${LARGEST} are allowed`);
  }
  // fflate compresses in JavaScript, so the bytes depend on no system library; a gzip header without a time.
  const zipped = gzipSync(file.contents, { level: 9, mtime: 0 });
  const path = join(root, 'dist', 'runner', 'restorable-runner.js.gz');
  if (!existsSync(path) || !readFileSync(path).equals(zipped)) {
    mkdirSync(dirname(path), { recursive: true });
    // Renamed into place: whoever reads it at this moment gets one or the other, whole.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, zipped);
    renameSync(draft, path);
  }
  return { minified: file.contents.length, zipped: zipped.length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { minified, zipped } = await bundleRunner();
  console.log(`drill runner: ${minified} bytes minified, ${zipped} bytes gzipped`);
}
