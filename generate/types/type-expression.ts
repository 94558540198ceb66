import type { ObjectShape, Shape } from '../../lib/kubernetes/schema/shape';

/** Gives the expression for a shape that has a name, or undefined for one to be written out in place. */
export type ReferTo = (shape: ObjectShape) => string | undefined;

/** The TypeScript type of a shape. */
export function typeExpression(shape: Shape, referTo: ReferTo): string {
  const constrained = typeof shape === 'string' ? undefined : shape;
  const type = plainType(shape, referTo);
  return constrained?.nullable === true ? `${type} | null` : type;
}

/** The fields of an object, one line each. */
export function fieldLines(shape: ObjectShape, referTo: ReferTo): readonly string[] {
  const required = new Set(shape.required);
  const fields = Object.entries(shape.properties).map(([name, field]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
    return `${key}${required.has(name) ? '' : '?'}: ${typeExpression(field, referTo)};`;
  });
  return shape.open === true ? [...fields, '[field: string]: unknown;'] : fields;
}

function plainType(shape: Shape, referTo: ReferTo): string {
  if (typeof shape === 'string') return SIMPLE[shape] ?? shape;
  switch (shape.type) {
    case 'array':
      return arrayOf(typeExpression(shape.items, referTo));
    case 'map':
      return `Record<string, ${typeExpression(shape.values, referTo)}>`;
    case 'object':
      return referTo(shape) ?? objectLiteral(shape, referTo);
    default: {
      const allowed = 'enum' in shape ? shape.enum : undefined;
      if (allowed === undefined) return SIMPLE[shape.type] ?? shape.type;
      return allowed.map((value) => (typeof value === 'string' ? quoted(value) : String(value))).join(' | ');
    }
  }
}

function objectLiteral(shape: ObjectShape, referTo: ReferTo): string {
  const fields = fieldLines(shape, referTo);
  if (fields.length === 0) return 'Record<string, never>';
  return `{ ${fields.join(' ').replace(/;$/, '')} }`;
}

function arrayOf(item: string): string {
  return item.includes(' | ') && !item.endsWith('}') && !item.endsWith('>') ? `(${item})[]` : `${item}[]`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

const SIMPLE: Readonly<Record<string, string>> = {
  any: 'unknown',
  'date-time': 'string',
  byte: 'string',
  integer: 'number',
  int32: 'number',
  int64: 'number',
  'int-or-string': 'number | string',
  'number-or-string': 'number | string',
  metadata: 'ObjectMeta',
};
