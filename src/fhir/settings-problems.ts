import {
  $ZodArray,
  $ZodDefault,
  type $ZodIssue,
  $ZodNullable,
  $ZodObject,
  $ZodOptional,
  $ZodRecord,
  type $ZodType,
} from 'zod/v4/core';
import { valueAt } from './resource.ts';

/** One setting that can't be used. */
export interface SettingsProblem {
  /** The key's path: `payers.0.policy.serviceDate`. */
  key: string;
  value: unknown;
  /** The values, or in words the kind of value, that may stand there; for an unknown key, the known ones. */
  allowed: readonly string[];
  /** Of an unknown key: the keys that may stand beside it. */
  known?: readonly string[];
}

/** Settings that can't be used; the message lists every problem, one a line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(sentence).join('\n'));
    this.problems = problems;
  }
}

function sentence({ key, value, allowed }: SettingsProblem): string {
  const shown = JSON.stringify(value) ?? 'nothing';
  return `${key || 'the settings'} is ${shown.length > 80 ? `${shown.slice(0, 79)}…` : shown}; allowed: ${allowed.join(', ')}`;
}

/** What is wrong, each key once: of several complaints about one value the first is the one that explains the others. */
export function problemsOf(
  schema: $ZodType,
  error: { issues: readonly $ZodIssue[] },
  json: unknown,
): SettingsProblem[] {
  const problems = error.issues.flatMap((issue): SettingsProblem[] => {
    const at = valueAt(json, issue.path);
    if (issue.code !== 'unrecognized_keys')
      return [{ key: issue.path.join('.'), value: at, allowed: allowedBy(issue) }];
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      key: [...issue.path, key].join('.'),
      value: valueAt(at, [key]),
      allowed: [`no such key; known: ${known.join(', ')}`],
      known,
    }));
  });
  return [...new Map(problems.toReversed().map((problem) => [problem.key, problem])).values()].toReversed();
}

function allowedBy(issue: $ZodIssue): string[] {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map(String);
    case 'invalid_type':
      return [KINDS[issue.expected] ?? issue.expected];
    case 'too_small':
      return [`at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`];
    case 'too_big':
      return [`at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`];
    case 'invalid_key':
      return ['a five-character code as key'];
    default:
      return [issue.message];
  }
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true, false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function unit(origin: string, count: number | bigint): string {
  const one = origin === 'string' ? ' character' : origin === 'array' ? ' item' : '';
  return one === '' || Number(count) === 1 ? one : `${one}s`;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: $ZodType, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<$ZodType | undefined>((here, key) => {
    const whole = unwrap(here);
    if (whole instanceof $ZodArray) return whole._zod.def.element;
    if (whole instanceof $ZodRecord) return whole._zod.def.valueType;
    return whole instanceof $ZodObject ? whole._zod.def.shape[String(key)] : undefined;
  }, schema);
  const whole = unwrap(at);
  return whole instanceof $ZodObject ? Object.keys(whole._zod.def.shape) : [];
}

function unwrap(schema: $ZodType | undefined): $ZodType | undefined {
  return schema instanceof $ZodDefault || schema instanceof $ZodOptional || schema instanceof $ZodNullable
    ? unwrap(schema._zod.def.innerType)
    : schema;
}
