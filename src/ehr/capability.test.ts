import { describe, expect, it } from 'vitest';
import { operationPermission, parseCapabilities, permission, scopePermits } from './capability.ts';

const capabilities = parseCapabilities({
  resourceType: 'CapabilityStatement',
  software: { name: 'Sample', version: '1' },
  rest: [
    {
      mode: 'server',
      resource: [
        {
          type: 'Procedure',
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: [{ name: 'date' }],
        },
        {
          type: 'ChargeItem',
          interaction: [{ code: 'read' }],
          operation: [{ name: '$create' }],
          conditionalCreate: true,
        },
      ],
    },
  ],
});

describe('what a server says that it can', () => {
  it('is read from its CapabilityStatement', () => {
    expect(capabilities.software).toBe('Sample 1');
    expect(capabilities.types.get('Procedure')?.searchParams.has('date')).toBe(true);
    expect(capabilities.types.get('ChargeItem')).toMatchObject({ conditionalCreate: true });
  });

  it.each([null, {}, { resourceType: 'CapabilityStatement' }, 'x'])('is no answer: %j', (json) => {
    expect(() => parseCapabilities(json)).toThrow(expect.objectContaining({ kind: 'bad-answer' }));
  });

  it.each([
    ['offered and granted', 'Procedure', 'search-type', ['patient/Procedure.rs'], 'yes'],
    ['offered, not granted', 'Procedure', 'search-type', ['patient/Observation.rs'], 'not-permitted'],
    ['not offered, though granted', 'Procedure', 'create', ['patient/*.cruds'], 'not-offered'],
    ['a type that isn’t there', 'Task', 'read', ['patient/*.cruds'], 'not-offered'],
  ] as const)('%s', (_, type, interaction, scopes, answer) => {
    expect(permission(capabilities, scopes, type, interaction)).toBe(answer);
  });

  it.each([
    ['ChargeItem', 'create', ['patient/ChargeItem.crs'], 'yes'],
    ['ChargeItem', 'create', ['patient/ChargeItem.rs'], 'not-permitted'],
    ['ChargeItem', 'credit', ['patient/ChargeItem.crs'], 'not-offered'],
  ])('the operation %s/$%s with %j: %s', (type, operation, scopes, answer) => {
    expect(operationPermission(capabilities, scopes, type, operation)).toBe(answer);
  });
});

describe('a scope', () => {
  it.each([
    ['patient/Observation.rs', 'read', true],
    ['patient/Observation.rs', 'search-type', true],
    ['patient/Observation.rs', 'create', false],
    ['patient/Observation.cud', 'search-type', false],
    ['user/Observation.s?category=vital-signs', 'search-type', true],
    ['patient/Observation.read', 'search-type', true],
    ['patient/Observation.read', 'create', false],
    ['patient/Observation.write', 'create', true],
    ['patient/Observation.write', 'read', false],
    ['patient/*.*', 'update', true],
    ['system/*.cruds', 'update', true],
    ['patient/Procedure.rs', 'read', false],
    ['launch/patient', 'read', false],
    ['openid', 'read', false],
    ['patient/Observation', 'read', false],
  ] as const)('%s lets one %s an Observation: %s', (scope, interaction, allowed) => {
    expect(scopePermits([scope], 'Observation', interaction)).toBe(allowed);
  });
});
