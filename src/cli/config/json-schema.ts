import * as z from 'zod/mini';
import type { JSONSchema } from 'zod/v4/core';
import { configSchema } from '../../config/schema.ts';
import { POLICIES } from '../../rules/rulebook/policies.ts';
import { descriptionOf } from './descriptions.ts';

type Schema = JSONSchema.JSONSchema;

const ID = 'https://rpm-tally.example/config.schema.json';
/** The message of a validator and an editor where the schema can't tell what is checked when the file is read. */
const CHECKED =
  'Whether a time zone exists, and whether an activity of your own says how it counts, is told by `npm run config:check`.';

/** `public/config.schema.json`: the rules of `config.json` with the meaning of every key, for editors and validators. */
export function publishedSchema(): Schema {
  const { properties, ...schema } = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  const { $schema, ...rest } = described({ ...schema, properties: { ...properties, timeZone: TIME_ZONE } }, '');
  return {
    ...($schema !== undefined && { $schema }),
    $id: ID,
    title: 'RPM Tally: config.json',
    description: CHECKED,
    ...rest,
  };
}

/** Zod can't tell what a check of our own lets through. */
const TIME_ZONE: Schema = { type: 'string', examples: ['America/New_York'] };

function described(schema: Schema, path: string): Schema {
  const description = descriptionOf(path);
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const { anyOf, ...own } = schema;
  return {
    ...own,
    ...(description !== null && { description }),
    ...defaultOfPolicy(path),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([key, one]) => [key, whole(one, (inner) => described(inner, at(key)))]),
      ),
    }),
    ...(schema.items !== undefined && {
      items: whole(Array.isArray(schema.items) ? undefined : schema.items, (inner) => described(inner, `${path}[]`)),
    }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: described(schema.additionalProperties, at('*')),
    }),
    // What it means is told once, above the alternatives.
    ...(anyOf && { anyOf: anyOf.map((one) => withoutMeaning(described(one, path))) }),
  };
}

function withoutMeaning({ description: _, default: __, ...rest }: Schema): Schema {
  return rest;
}

function whole(schema: Schema | boolean | undefined, change: (schema: Schema) => Schema): Schema | boolean {
  return typeof schema === 'object' ? change(schema) : (schema ?? true);
}

/** A payer's choice has none: it falls back to the practice's. */
function defaultOfPolicy(path: string): { default?: unknown } {
  const [, key] = /^policy\.(\w+)$/.exec(path) ?? [];
  const policy = Object.entries(POLICIES).find(([name]) => name === key)?.[1];
  return policy === undefined ? {} : { default: policy.default };
}

/** One key of `config.json`. */
export interface ConfigKey {
  /** `issuers[].iss`; `[]` is an item of a list, `*` any key of a map. */
  path: string;
  /** In words. */
  type: string;
  required: boolean;
  default: unknown;
  description: string;
}

/** Every key of the schema, in its order. */
export function keysOf(schema: Schema, path = ''): ConfigKey[] {
  const alternatives = schema.anyOf ?? [schema];
  return alternatives.flatMap(({ properties = {}, required = [], items, additionalProperties }) => [
    ...Object.entries(properties).flatMap(([name, inner]) =>
      typeof inner === 'object' ? keyOf(inner, path === '' ? name : `${path}.${name}`, required.includes(name)) : [],
    ),
    ...(typeof items === 'object' && !Array.isArray(items) ? keysOf(items, `${path}[]`) : []),
    ...(typeof additionalProperties === 'object' ? keyOf(additionalProperties, `${path}.*`, false) : []),
  ]);
}

function keyOf(schema: Schema, path: string, required: boolean): ConfigKey[] {
  const { description = '' } = schema;
  return [{ path, type: typeOf(schema), required, default: schema.default, description }, ...keysOf(schema, path)];
}

function typeOf(schema: Schema): string {
  const { type, anyOf, items, minimum, maximum, format } = schema;
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (Array.isArray(type)) return type.join(' or ');
  switch (type) {
    case 'array':
      return typeof items === 'object' && !Array.isArray(items) ? `list of ${typeOf(items)}` : 'list';
    case 'object':
      return schema.properties === undefined ? 'map' : 'object';
    case 'integer':
    case 'number':
      return [
        type === 'integer' ? 'whole number' : 'number',
        ...(minimum === undefined || maximum === undefined ? [] : [`${minimum}–${maximum}`]),
      ].join(' ');
    case 'string':
      return format === 'uri' ? 'URL' : format === 'date-time' ? 'moment' : 'text';
    default:
      return type ?? 'any';
  }
}
