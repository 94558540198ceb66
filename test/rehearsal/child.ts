import { LATEST, rehearseShop } from './protection';

/** Rehearses in a process of its own. Arguments: a folder to work in. Writes each step, and last the result as JSON. */
const [folder = ''] = process.argv.slice(2);

void rehearseShop(
  { targets: LATEST },
  { folder, onProgress: ({ step }) => process.stdout.write(`${step}\n`) },
).then((result) => process.stdout.write(`${JSON.stringify(result)}\n`));
