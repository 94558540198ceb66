import { arrayCheck } from './array-check';
import { checkMetadata } from './metadata';
import { mapCheck, objectCheck } from './object-checks';
import { checkBoolean, checkNothing, numberCheck, numberOrStringCheck, stringCheck } from './scalar-checks';
import type { Definitions, Reference, Shape, SimpleType } from './shape';
import type { Check, PropertyCheck } from './violation';

/**
 * Turns shapes into checks: a tree of closures, made once per kind. Definitions are compiled when first met with a
 * value, so that parts nobody uses cost nothing.
 */
export class Compiler {
  private readonly compiled = new Map<Reference, Check>();

  constructor(private readonly definitions: Definitions) {}

  /** The check of one shape, for values that are not null. */
  compile(shape: Shape): Check {
    if (isReference(shape)) return this.referenced(shape);
    const constrained = typeof shape === 'string' ? ({ type: shape } as Unconstrained<SimpleType>) : shape;
    switch (constrained.type) {
      case 'any':
        return checkNothing;
      case 'metadata':
        return checkMetadata;
      case 'boolean':
        return checkBoolean;
      case 'string':
      case 'date-time':
      case 'byte':
        return stringCheck(constrained);
      case 'integer':
      case 'int32':
      case 'int64':
      case 'number':
        return numberCheck(constrained);
      case 'int-or-string':
      case 'number-or-string':
        return numberOrStringCheck(constrained);
      case 'array':
        return arrayCheck(constrained, this.property(constrained.items));
      case 'map':
        return mapCheck(constrained, this.compile(constrained.values));
      case 'object':
        return objectCheck(constrained, this.properties(constrained.properties));
    }
  }

  private properties(shapes: Readonly<Record<string, Shape>>): ReadonlyMap<string, PropertyCheck> {
    return new Map(Object.entries(shapes).map(([name, shape]) => [name, this.property(shape)]));
  }

  private property(shape: Shape): PropertyCheck {
    return { check: this.compile(shape), nullable: this.isNullable(shape) };
  }

  private referenced(reference: Reference): Check {
    return (value, found) => {
      let check = this.compiled.get(reference);
      if (check === undefined) {
        check = this.compile(this.findDefinition(reference));
        this.compiled.set(reference, check);
      }
      check(value, found);
    };
  }

  private isNullable(shape: Shape): boolean {
    if (isReference(shape)) return this.isNullable(this.findDefinition(shape));
    return typeof shape !== 'string' && shape.nullable === true;
  }

  private findDefinition(reference: Reference): Shape {
    const definition = this.definitions[reference.slice(1)];
    if (definition === undefined) throw new Error(`The generated schemas lack the definition ${reference}`);
    return definition;
  }
}

function isReference(shape: Shape): shape is Reference {
  return typeof shape === 'string' && shape.startsWith('#');
}

/** The type's name as a shape, one member for each type. */
type Unconstrained<T extends string> = T extends string ? { readonly type: T } : never;
