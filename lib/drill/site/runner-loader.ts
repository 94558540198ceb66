/** File of the bundled runner, in the ConfigMap and in the pod. */
export const RUNNER_FILE = 'restorable-runner.js.gz';

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
    `runner._compile(zlib.gunzipSync(fs.readFileSync(${file})).toString('utf8'), ${name});`,
  ].join('\n');
}
