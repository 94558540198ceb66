/**
 * The compact structural schema: what the files of `generated/schemas` hold. A shape without constraints is its type's
 * name alone, a reference is `#` and the name of a definition.
 */
export type Shape =
  | SimpleType
  | Reference
  | BooleanShape
  | StringShape
  | NumberShape
  | NumberOrStringShape
  | ArrayShape
  | MapShape
  | ObjectShape;

/** A definition of the same schema, or of the definitions built-in kinds share. */
export type Reference = `#${string}`;

/** A type's name, which alone stands for the type without constraints. */
export type SimpleType =
  /** Whatever is there is kept and not checked. */
  | 'any'
  | 'boolean'
  | StringType
  | NumberType
  | NumberOrStringType
  /** Metadata of an object or of a pod template. */
  | 'metadata';

/** `date-time` is RFC 3339, `byte` is base64. The API server enforces no other format of the kinds described here. */
export type StringType = 'string' | 'date-time' | 'byte';

/** `int32` and `int64` bound whole numbers: controllers written in Go cannot read what is out of their range. */
export type NumberType = 'integer' | 'int32' | 'int64' | 'number';

/** `int-or-string` of custom resources refuses fractions; `number-or-string` are quantities of built-in kinds. */
export type NumberOrStringType = 'int-or-string' | 'number-or-string';

interface Nullable {
  /** A null is a value. Without it, a null is dropped by the API server, as if the field were not there. */
  readonly nullable?: true;
}

export interface BooleanShape extends Nullable {
  readonly type: 'boolean';
}

export interface StringShape extends Nullable {
  readonly type: StringType;
  readonly enum?: readonly string[];
  /** A regular expression in the syntax of Go. */
  readonly pattern?: string;
  /** In characters, not UTF-16 units. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberShape extends Nullable {
  readonly type: NumberType;
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface NumberOrStringShape extends Nullable {
  readonly type: NumberOrStringType;
  /** Holds for strings only. */
  readonly pattern?: string;
}

export interface ArrayShape extends Nullable {
  readonly type: 'array';
  readonly items: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** No two items are equal (a list of type `set`). */
  readonly unique?: true;
  /** No two items agree in all of these properties (a list of type `map`); with the value an absent one counts as. */
  readonly keys?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface MapShape extends Nullable {
  readonly type: 'map';
  readonly values: Shape;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface ObjectShape extends Nullable {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Shape>>;
  /** Without those that have a default: the API server fills them in before it checks. */
  readonly required?: readonly string[];
  /** Fields that are not listed are kept and not checked. */
  readonly open?: true;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** Definitions by name. */
export type Definitions = Readonly<Record<string, Shape>>;

/** Where objects of a kind live. `File` is for kinds no API server knows: files that look like objects. */
export type Scope = 'Namespaced' | 'Cluster' | 'File';

/** One file of `generated/schemas`. */
export interface KindDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: Scope;
  readonly schema: ObjectShape;
  readonly definitions?: Definitions;
}
