import type { ObjectShape } from '../../lib/kubernetes/schema/shape';
import { sortedEntries } from '../record';
import { fieldLines, type ReferTo } from './type-expression';

/** One generated TypeScript file: the types of one API group and version. */
export class TypeModule {
  private readonly interfaces = new Map<string, string>();
  private readonly imports = new Map<string, Set<string>>();

  /** @param name - group and version, for example `postgresql.cnpg.io/v1` */
  constructor(readonly name: string) {}

  /** True if the module declares this type already. */
  declares(type: string): boolean {
    return this.interfaces.has(type);
  }

  /** Declares a type. References to other types may declare these meanwhile. */
  declare(type: string, documentation: string | undefined, shape: ObjectShape, referTo: ReferTo): void {
    this.interfaces.set(type, '');
    const fields = fieldLines(shape, referTo).map((line) => `  ${line}\n`);
    const comment = documentation === undefined ? '' : `/** ${documentation} */\n`;
    const body =
      fields.length === 0
        ? `export type ${type} = Record<string, never>;\n`
        : `export interface ${type} {\n${fields.join('')}}\n`;
    this.interfaces.set(type, comment + body);
  }

  /** Makes a type of another module known here. */
  import(module: string, type: string): void {
    const types = this.imports.get(module) ?? new Set();
    this.imports.set(module, types.add(type));
  }

  /** The text of the file. */
  render(): string {
    const declarations = sortedEntries(Object.fromEntries(this.interfaces)).map(([, text]) => text);
    const body = declarations.join('\n');
    const imports = sortedEntries(Object.fromEntries(this.imports)).map(
      ([module, types]) => `import type { ${[...types].sort().join(', ')} } from '../${module}';\n`,
    );
    const metadata = /: ObjectMeta\b/.test(body)
      ? `import type { ObjectMeta } from '../../object-meta';\n`
      : '';
    const head = [metadata, ...imports].join('');
    return `${HEADER}${head === '' ? '' : `${head}\n`}${body}`;
  }
}

const HEADER = '// Made by `npm run generate`; never edited by hand.\n\n';
