/** Put in by the bundler (`scripts/bundle-runner.mjs`), so that the runner carries no package.json. */
declare const RESTORABLE_VERSION: string | undefined;

/** Version of this runner; `development` where it runs without being bundled. */
export const RUNNER_VERSION = typeof RESTORABLE_VERSION === 'string' ? RESTORABLE_VERSION : 'development';
