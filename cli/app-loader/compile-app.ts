import { readFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildFailure, Loader, Message, Plugin } from 'esbuild';
import { cliProblems, problem, RestorableError, type Problem } from '../../lib/core/problems';
import { SHARED_PACKAGES } from './shared-packages';

/** An app as one CommonJS module, with its source map in it. */
export interface CompiledApp {
  readonly code: string;
  /** The files of the project it was made of, absolute. */
  readonly files: ReadonlySet<string>;
}

/**
 * Compiles an app: its own files become one module, packages stay as they are. Types are not checked. Throws RST703 with
 * everything that is wrong.
 *
 * @param cwd folder that the places of problems are told relative to
 */
export async function compileApp(file: string, cwd: string): Promise<CompiledApp> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: dirname(file),
      entryPoints: [file],
      bundle: true,
      write: false,
      // Never written: the source map names files relative to it.
      outfile: resolve(dirname(file), `${basename(file, extname(file))}.compiled.js`),
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      // Paths of a tsconfig.json would lead into them else, and there would be two copies.
      external: SHARED_PACKAGES.flatMap((name) => [name, `${name}/*`]),
      sourcemap: 'inline',
      sourcesContent: false,
      metafile: true,
      logLevel: 'silent',
      plugins: [ownPlaces],
    });
    const [output] = outputFiles;
    return {
      code: output?.text ?? '',
      files: new Set(Object.keys(metafile.inputs).map((input) => resolve(dirname(file), input))),
    };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new RestorableError(
      error.errors.map((message) => problemOf(message, dirname(file), cwd)),
      { cause: error },
    );
  }
}

const PLACES = /\b__dirname\b|\b__filename\b|\bimport\.meta\b/;

/** Files that ask where they are get their own place, not that of the bundle. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
      const contents = readFileSync(path, 'utf8');
      const loader = extname(path).replaceAll(/[.cm]/g, '') as Loader;
      if (!PLACES.test(contents)) return { contents, loader };
      const [folder, url] = [dirname(path), pathToFileURL(path).href];
      const define = {
        __dirname: folder,
        __filename: path,
        'import.meta.dirname': folder,
        'import.meta.filename': path,
        'import.meta.url': url,
      };
      const { code } = await build.esbuild.transform(contents, {
        loader,
        sourcefile: basename(path),
        sourcemap: 'inline',
        define: Object.fromEntries(
          Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]),
        ),
        logLevel: 'silent',
      });
      return { contents: code, loader: 'js' };
    });
  },
};

function isBuildFailure(error: unknown): error is BuildFailure {
  return (
    typeof error === 'object' && error !== null && Array.isArray((error as Partial<BuildFailure>).errors)
  );
}

function problemOf({ text, location }: Message, folder: string, cwd: string): Problem {
  return problem(cliProblems.appDoesNotCompile, {
    ...(location !== null && {
      path: `${relative(cwd, resolve(folder, location.file))}:${location.line}:${location.column + 1}`,
    }),
    reason: text,
  });
}
