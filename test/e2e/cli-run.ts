import { findSetting } from './settings';

// Imported before the environment, whose names depend on it.
process.env['E2E_RUN'] ??= `e2e-${Date.now().toString(36)}`;

const NAMES = ['E2E_RUN', 'E2E_PREFIX', 'E2E_S3_ADDRESS', 'E2E_S3_PORT'] as const;

/** The project that the command line composes: in another module than the tests, so that settings are part of it. */
export const PROJECT_FILES: Readonly<Record<string, string>> = {
  'settings.ts': `Object.assign(process.env, ${JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, valueOf(name)])))});\n`,
  'main.ts': `import './settings';
import { App, RestoreTo } from 'restorable';
import { composeEnvironment } from ${JSON.stringify(`${__dirname}/drill-environment`)};

const app = new App({ repository: '.' });
composeEnvironment(app, undefined, [RestoreTo.latest()]);
app.synth();
`,
};

function valueOf(name: (typeof NAMES)[number]): string | undefined {
  return name === 'E2E_PREFIX' ? process.env[name] : findSetting(name);
}
