import { runtime } from '@pulumi/pulumi';
import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import { Shape, shapeProblems } from './shape';

/** Reads the configuration. */
export interface ConfigSource {
  /** The value of a key, decrypted; undefined where it is not set. */
  get(key: string): string | undefined;
  /** Whether the value of a key, or a part of it, is encrypted. */
  isSecret(key: string): boolean;
}

/** What the SDK knows and does not declare: with `Config` alone, secrets come as outputs, whose keys are not known at once. */
interface SecretKnowledge {
  isConfigSecret(key: string): boolean;
}

/**
 * Configuration of a stack. Values are read as text at once, also those that are secret: which Secrets are given decides
 * which resources there are. What is secret is wrapped again where it is used. An empty value counts as not given, since
 * optional keys of a project must have a default. Problems (`RST939`) are gathered.
 */
export class StackConfig {
  /** The configuration of the stack that runs. */
  static ofProject(project: string): StackConfig {
    const knowledge = runtime as unknown as SecretKnowledge;
    return new StackConfig({
      get: (key) => runtime.getConfig(`${project}:${key}`),
      isSecret: (key) => knowledge.isConfigSecret(`${project}:${key}`),
    });
  }

  readonly problems: Problem[] = [];

  constructor(private readonly source: ConfigSource) {}

  /** Text, if it is given. */
  tryText(key: string): string | undefined {
    const value = this.source.get(key);
    return value === undefined || value === '' ? undefined : value;
  }

  /** Text that must be given; empty, with a problem, where it is not. */
  text(key: string): string {
    return this.tryText(key) ?? this.instead('', key, 'it is not set', `Set it: pulumi config set ${key} …`);
  }

  /** Text that may only be set with --secret (`RST944`), if it is given. */
  trySecret(key: string): string | undefined {
    const text = this.tryText(key);
    if (text !== undefined) this.mustBeSecret(key);
    return text;
  }

  /** Texts by name that may only be set with --secret (`RST944`); empty where they are not given. */
  secretTexts(key: string): Readonly<Record<string, string>> {
    const values = this.textsByName(key);
    if (Object.keys(values).length > 0) this.mustBeSecret(key);
    return values;
  }

  /** Maps of texts by name that may only be set with --secret (`RST944`); empty where they are not given. */
  secretsByPlace(key: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
    const values = this.textsByPlace(key);
    if (Object.keys(values).length > 0) this.mustBeSecret(key);
    return values;
  }

  /** One of several words, if it is given. */
  tryOneOf<T extends string>(key: string, words: readonly T[]): T | undefined {
    const text = this.tryText(key);
    if (text === undefined) return undefined;
    const word = words.find((each) => each === text);
    if (word === undefined) this.report(key, `it is '${text}'`, `Write one of: ${words.join(', ')}.`);
    return word;
  }

  /** A whole number, if it is given; 0 counts as not given. */
  tryNumber(key: string): number | undefined {
    const text = this.tryText(key);
    if (text === undefined || text === '0') return undefined;
    if (/^\d+$/.test(text)) return Number(text);
    this.report(key, `it is '${text}'`, 'Write a whole number.');
    return undefined;
  }

  /** Whether something is so, if it is given. */
  tryFlag(key: string): boolean | undefined {
    const word = this.tryOneOf(key, ['true', 'false']);
    return word === undefined ? undefined : word === 'true';
  }

  /** A list of texts; empty where it is not given. */
  texts(key: string): readonly string[] {
    const value = this.structure(key);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
    return this.instead([], key, 'it is no list of texts', 'Write a list.');
  }

  /** Texts by name; empty where it is not given. Values are never shown. */
  textsByName(key: string): Readonly<Record<string, string>> {
    const value = this.structure(key);
    if (value === undefined) return {};
    return isTexts(value)
      ? value
      : this.instead({}, key, 'it is no map of texts', 'Write names with one text each.');
  }

  /** Maps of texts by name; empty where it is not given. Values are never shown. */
  textsByPlace(key: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
    const value = this.structure(key);
    if (value === undefined) return {};
    if (isMap(value) && Object.values(value).every(isTexts))
      return value as Record<string, Record<string, string>>;
    return this.instead(
      {},
      key,
      'it is no map of maps of texts',
      'Write places with names, each with one text.',
    );
  }

  /** Maps by name, whose content is checked by whoever uses it; empty where it is not given. */
  maps(key: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    const value = this.structure(key);
    if (value === undefined) return {};
    if (isMap(value) && Object.values(value).every(isMap))
      return value as Record<string, Record<string, unknown>>;
    return this.instead({}, key, 'it is no map of maps', 'Write names, each with its settings.');
  }

  /** A value of a shape, if it is given; an empty list or map counts as not given. */
  tryShaped(key: string, shape: Shape): unknown {
    const value = shape === Shape.text ? this.tryText(key) : this.structure(key);
    if (value === undefined || isEmpty(value)) return undefined;
    const problems = shapeProblems(shape, value, key);
    this.problems.push(...problems);
    return problems.length === 0 ? value : undefined;
  }

  private mustBeSecret(key: string): void {
    if (this.source.isSecret(key)) return;
    this.problems.push(
      problem(stacksPlatformProblems.secretInClear, {
        path: 'config',
        property: key,
        reason: 'it is in clear in the file of the stack',
        fix: `Change it where it is from, then set it anew: pulumi config set --secret ${key}.`,
      }),
    );
  }

  private structure(key: string): unknown {
    const text = this.tryText(key);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      this.report(key, 'it is neither a list nor a map', 'Set it with --path.');
      return undefined;
    }
  }

  private instead<T>(value: T, key: string, reason: string, fix: string): T {
    this.report(key, reason, fix);
    return value;
  }

  private report(key: string, reason: string, fix: string): void {
    this.problems.push(
      problem(stacksPlatformProblems.invalidStackSetting, { path: 'config', property: key, reason, fix }),
    );
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isMap(value) && Object.values(value).every((each) => typeof each === 'string');
}
