import { bundleRunner } from '../../scripts/bundle-runner.mjs';

/** Makes the bundle that synth reads and that tests run, once before all tests. */
export default async function setup() {
  await bundleRunner();
}
