import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownFolder, ownPackage } from '../own-package';

/** The example that a new project starts from: in a checkout, and in the package, where the build puts it. */
const QUICKSTART = ['examples/quickstart/main.ts', 'dist/examples/quickstart/main.ts'];

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
  const { version, peerDependencies, devDependencies } = ownPackage();
  return {
    name: packageName(folder),
    private: true,
    scripts: {
      synth: 'restorable synth',
      check: 'restorable synth --check',
      plan: 'restorable plan',
      matrix: 'restorable matrix',
      typecheck: 'tsc',
    },
    dependencies: { restorable: `^${version}`, ...peerDependencies },
    devDependencies: {
      '@types/node': devDependencies['@types/node'],
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
  const root = ownFolder();
  const file = QUICKSTART.map((path) => join(root, path)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`the example of a new project is not in '${root}'`);
  return readFileSync(file, 'utf8');
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
\`\`\`

\`.restorable/tree.json\` lists the files that synth wrote: commit it too. Point the root sync of Flux at \`flux/clusters/home\`.
`;
}
