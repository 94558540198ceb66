import type { Shape } from '../lib/kubernetes/schema/shape';

/** Says what of a shape counts; its children are given as their keys. */
type Describe = (shape: Shape, keyOf: (child: Shape) => number) => string;

/** Gives shapes numbers, so that two shapes have the same one exactly if all that counts of them is equal. */
export class StructuralKeys {
  /** Everything counts. */
  static ofSchemas(): StructuralKeys {
    return new StructuralKeys(describeSchema);
  }

  /** What a TypeScript type says counts; patterns and bounds do not. */
  static ofTypes(): StructuralKeys {
    return new StructuralKeys(describeType);
  }

  private readonly byText = new Map<string, number>();
  private readonly byShape = new WeakMap<object, number>();

  private constructor(private readonly describe: Describe) {}

  keyOf(shape: Shape): number {
    const known = typeof shape === 'object' ? this.byShape.get(shape) : undefined;
    if (known !== undefined) return known;
    const text = this.describe(shape, (child) => this.keyOf(child));
    const key = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, key);
    if (typeof shape === 'object') this.byShape.set(shape, key);
    return key;
  }
}

const describeSchema: Describe = (shape, keyOf) => {
  if (typeof shape === 'string') return shape;
  switch (shape.type) {
    case 'array':
      return JSON.stringify({ ...shape, items: keyOf(shape.items) });
    case 'map':
      return JSON.stringify({ ...shape, values: keyOf(shape.values) });
    case 'object':
      return JSON.stringify({ ...shape, properties: mapped(shape.properties, keyOf) });
    default:
      return JSON.stringify(shape);
  }
};

const describeType: Describe = (shape, keyOf) => {
  if (typeof shape === 'string') return TYPES[shape] ?? shape;
  const { type, nullable } = shape;
  switch (shape.type) {
    case 'array':
      return JSON.stringify({ type, nullable, items: keyOf(shape.items) });
    case 'map':
      return JSON.stringify({ type, nullable, values: keyOf(shape.values) });
    case 'object': {
      const { required, open, properties } = shape;
      return JSON.stringify({ type, nullable, required, open, properties: mapped(properties, keyOf) });
    }
    default: {
      const allowed = 'enum' in shape ? shape.enum : undefined;
      const plain = TYPES[type] ?? type;
      return nullable === undefined && allowed === undefined
        ? plain
        : JSON.stringify({ plain, nullable, allowed });
    }
  }
};

const TYPES: Readonly<Record<string, string>> = {
  'date-time': 'string',
  byte: 'string',
  integer: 'number',
  int32: 'number',
  int64: 'number',
  'number-or-string': 'int-or-string',
};

function mapped(
  properties: Readonly<Record<string, Shape>>,
  keyOf: (shape: Shape) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, keyOf(shape)]));
}
