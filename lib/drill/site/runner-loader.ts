import { VERDICT_EXIT_CODES } from '../verdict';

/** File of the bundled runner, in the ConfigMap and in the pod. */
export const RUNNER_FILE = 'restorable-runner.js.gz';

/**
 * Command that starts the gzipped runner at a path. V8 is told to save memory rather than time: a drill waits most of the time,
 * and looking at an archive of a hundred thousand objects takes 73 MiB instead of 108 (Node.js 20, measured).
 */
export function runnerCommand(path: string): readonly string[] {
  return ['node', '--optimize-for-size', '-e', runnerLoader(path)];
}

/**
 * Program for `node -e` that unpacks the runner and runs it as the module it is. Written to the manifests as it stands,
 * so it contains nothing that Flux would take for a variable.
 *
 * @param path of the gzipped runner
 */
export function runnerLoader(path: string): string {
  const file = JSON.stringify(path);
  const name = JSON.stringify(path.replace(/\.gz$/, ''));
  return [
    `const fs = require('node:fs'), zlib = require('node:zlib'), { Module } = require('node:module');`,
    `const runner = new Module(${name});`,
    `runner.filename = ${name};`,
    // Whatever ends Node by itself ends it with 1, the exit code of a failed verdict: a runner that cannot even start has none.
    `try { runner._compile(zlib.gunzipSync(fs.readFileSync(${file})).toString('utf8'), ${name}); }`,
    `catch (error) { console.error('the runner cannot be started: ' + error); process.exit(${VERDICT_EXIT_CODES.inconclusive}); }`,
  ].join('\n');
}
