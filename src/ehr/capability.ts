import * as z from 'zod/mini';
import { EhrError } from './errors.ts';

/** What a server says that it does with one resource type. */
interface TypeCapability {
  interactions: ReadonlySet<string>;
  searchParams: ReadonlySet<string>;
  /** Without `$`. */
  operations: ReadonlySet<string>;
  conditionalCreate: boolean;
}

export interface Capabilities {
  software: string | null;
  /** Whether several writes can be sent as one, wholly done or not at all. */
  transaction: boolean;
  types: ReadonlyMap<string, TypeCapability>;
}

export type Interaction = 'read' | 'search-type' | 'create' | 'update';

/** `yes`, or one of two answers that must not look alike: the EHR doesn't have it, or we were not given it. */
export type Permission = 'yes' | 'not-offered' | 'not-permitted';

const named = z.object({ name: z.string() });
const statementSchema = z.object({
  resourceType: z.literal('CapabilityStatement'),
  software: z.optional(z.object({ name: z.optional(z.string()), version: z.optional(z.string()) })),
  rest: z.array(
    z.object({
      mode: z.optional(z.string()),
      interaction: z.optional(z.array(z.object({ code: z.string() }))),
      resource: z.optional(
        z.array(
          z.object({
            type: z.string(),
            interaction: z.optional(z.array(z.object({ code: z.string() }))),
            searchParam: z.optional(z.array(named)),
            operation: z.optional(z.array(named)),
            conditionalCreate: z.optional(z.boolean()),
          }),
        ),
      ),
    }),
  ),
});

/**
 * Reads a CapabilityStatement.
 * @throws EhrError `bad-answer` when it isn't one
 */
export function parseCapabilities(json: unknown): Capabilities {
  const parsed = z.safeParse(statementSchema, json);
  if (!parsed.success) throw new EhrError('bad-answer', 'The EHR’s description of itself (metadata) can’t be read.');
  const { rest, software } = parsed.data;
  const types = new Map<string, TypeCapability>();
  const server = rest.find(({ mode }) => mode !== 'client');
  for (const resource of server?.resource ?? []) {
    types.set(resource.type, {
      interactions: new Set(resource.interaction?.map(({ code }) => code)),
      searchParams: new Set(resource.searchParam?.map(({ name }) => name)),
      operations: new Set(resource.operation?.map(({ name }) => name.replace(/^\$/, ''))),
      conditionalCreate: resource.conditionalCreate ?? false,
    });
  }
  const transaction = server?.interaction?.some(({ code }) => code === 'transaction') ?? false;
  return { software: [software?.name, software?.version].filter(Boolean).join(' ') || null, transaction, types };
}

/** Whether the server offers the interaction and the granted scopes permit it. */
export function permission(
  capabilities: Capabilities,
  scopes: readonly string[],
  type: string,
  interaction: Interaction,
): Permission {
  if (!capabilities.types.get(type)?.interactions.has(interaction)) return 'not-offered';
  return scopePermits(scopes, type, interaction) ? 'yes' : 'not-permitted';
}

/** The same for an operation on the type, which needs the right to create: Oracle Health grants `ChargeItem.crs` for `$create`. */
export function operationPermission(
  capabilities: Capabilities,
  scopes: readonly string[],
  type: string,
  operation: string,
): Permission {
  if (!capabilities.types.get(type)?.operations.has(operation)) return 'not-offered';
  return scopePermits(scopes, type, 'create') ? 'yes' : 'not-permitted';
}

const LETTERS: Record<Interaction, string> = { read: 'r', 'search-type': 's', create: 'c', update: 'u' };
const V1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** Whether a SMART scope, v1 (`patient/Observation.read`) or v2 (`user/Observation.rs?category=…`), covers the interaction. */
export function scopePermits(scopes: readonly string[], type: string, interaction: Interaction): boolean {
  return scopes.some((scope) => {
    const [, resource, access = ''] = /^(?:patient|user|system)\/(\*|[A-Za-z]+)\.([a-z*]+)(?:\?.*)?$/.exec(scope) ?? [];
    return (resource === '*' || resource === type) && (V1[access] ?? access).includes(LETTERS[interaction]);
  });
}
