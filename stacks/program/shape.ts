import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';

/** What a value from configuration must look like, where the compiler has seen nothing. */
export interface Shape {
  /** For people: `a list of texts`. */
  readonly words: string;
  /** Everything that does not fit, with the place it stands at. */
  misfits(value: unknown, place: string): readonly Misfit[];
}

/** A value that does not fit. Never holds the value: it may be secret. */
export interface Misfit {
  readonly place: string;
  readonly expected: string;
}

function simple(words: string, fits: (value: unknown) => boolean): Shape {
  return { words, misfits: (value, place) => (fits(value) ? [] : [{ place, expected: words }]) };
}

/** Shapes of configuration values, and how they are put together. */
export const Shape = {
  text: simple('a text', (value) => typeof value === 'string'),
  number: simple('a number', (value) => typeof value === 'number'),
  flag: simple('true or false', (value) => typeof value === 'boolean'),

  /** One of several words. */
  oneOf: (...words: readonly string[]): Shape =>
    simple(words.join(', '), (value) => words.some((word) => word === value)),

  /** A list whose elements all have a shape. */
  list: (of: Shape): Shape => ({
    words: `a list, each ${of.words}`,
    misfits: (value, place) =>
      Array.isArray(value)
        ? value.flatMap((each, position) => of.misfits(each, `${place}[${position}]`))
        : [{ place, expected: `a list, each ${of.words}` }],
  }),

  /** Names, each with a value of a shape. */
  names: (of: Shape): Shape => ({
    words: `names, each with ${of.words}`,
    misfits: (value, place) =>
      isMap(value)
        ? Object.entries(value).flatMap(([name, each]) => of.misfits(each, `${place}.${name}`))
        : [{ place, expected: `names, each with ${of.words}` }],
  }),

  /** Settings with these names and no others. */
  settings: (required: Shapes, optional: Shapes = {}): Shape => ({
    words: `settings: ${[...Object.keys(required), ...Object.keys(optional)].join(', ')}`,
    misfits: (value, place) => settingsMisfits(required, optional, value, place),
  }),
} as const;

type Shapes = Readonly<Record<string, Shape>>;

function settingsMisfits(required: Shapes, optional: Shapes, value: unknown, place: string): Misfit[] {
  const all = { ...optional, ...required };
  const known = Object.keys(all).join(', ');
  if (!isMap(value)) return [{ place, expected: `settings: ${known}` }];
  const given = Object.entries(value).flatMap(([name, each]) => {
    const shape = Object.hasOwn(all, name) ? all[name] : undefined;
    if (shape === undefined)
      return [{ place: `${place}.${name}`, expected: `one of the known settings instead: ${known}` }];
    return shape.misfits(each, `${place}.${name}`);
  });
  const missing = Object.keys(required).filter((name) => !Object.hasOwn(value, name));
  return [
    ...given,
    ...missing.map((name) => ({ place: `${place}.${name}`, expected: all[name]?.words ?? '' })),
  ];
}

/** The problems of a value (`RST939`); empty where it fits. The value is not shown. */
export function shapeProblems(shape: Shape, value: unknown, key: string): readonly Problem[] {
  return shape.misfits(value, key).map(({ place, expected }) =>
    problem(stacksPlatformProblems.invalidStackSetting, {
      path: 'config',
      property: place,
      reason: 'it does not have the shape of this setting',
      fix: `Write ${expected}.`,
    }),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
