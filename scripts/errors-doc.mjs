// Writes docs/errors.md from the problem catalogue. Run by `npm run docs`; a test fails where the two differ.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { errorsDocument } = require(`${root}/dist/lib/core/problems/errors-document.js`);
writeFileSync(`${root}/docs/errors.md`, errorsDocument());
