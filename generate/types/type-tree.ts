import type { ObjectShape, Shape } from '../../lib/kubernetes/schema/shape';
import { PathNames, type NamedRoot } from '../path-names';
import { StructuralKeys } from '../structural-keys';
import { typeExpression, type ReferTo } from './type-expression';
import { TypeModule } from './type-module';
import type { TypeName } from './type-name';

/** The name of a shape's type and what to say of it; undefined for a shape that is written out in place. */
export type TypeNaming = (shape: ObjectShape) => (TypeName & { readonly documentation?: string }) | undefined;

/** Declares the types of kinds, and of everything they consist of, each in its module and once. */
export class TypeTree {
  private readonly modules = new Map<string, TypeModule>();

  constructor(private readonly naming: TypeNaming) {}

  /** Declares the type of a whole object. */
  addKind(name: TypeName, documentation: string, shape: ObjectShape): void {
    const module = this.module(name.module);
    module.declare(name.name, documentation, shape, this.referFrom(module));
  }

  /** The text of every module, by its name. */
  render(): ReadonlyMap<string, string> {
    return new Map([...this.modules].map(([name, module]) => [name, module.render()]));
  }

  private referFrom(from: TypeModule): ReferTo {
    return (shape) => {
      const name = this.naming(shape);
      if (name === undefined) return undefined;
      const module = this.module(name.module);
      if (module !== from) from.import(name.module, name.name);
      if (!module.declares(name.name))
        module.declare(name.name, name.documentation, shape, this.referFrom(module));
      return name.name;
    };
  }

  private module(name: string): TypeModule {
    const module = this.modules.get(name) ?? new TypeModule(name);
    this.modules.set(name, module);
    return module;
  }
}

/** Objects that take no more characters than this are written out where they are used. */
const INLINE_CHARACTERS = 72;

/** Names the types of one module's custom resources by the paths they are found at. */
export function namingByPath(module: string, roots: readonly NamedRoot[]): TypeNaming {
  const always = new Set(
    roots.flatMap(({ shape }) => [shape.properties['spec'], shape.properties['status']]),
  );
  const wantsName = (shape: Shape): boolean =>
    typeof shape === 'object' && shape.type === 'object' && (always.has(shape) || !isInline(shape));
  const names = PathNames.of(roots, StructuralKeys.ofTypes(), wantsName);
  return (shape) => {
    const path = names.tryPathOf(shape);
    if (path === undefined) return undefined;
    return { module, name: path.name, documentation: `\`${path.property}\` of ${path.root}.` };
  };
}

function isInline(shape: ObjectShape): boolean {
  return typeExpression(shape, () => undefined).length <= INLINE_CHARACTERS;
}
