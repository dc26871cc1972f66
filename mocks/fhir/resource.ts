import type { Meta } from '@medplum/fhirtypes';

/** Any FHIR resource, as the store keeps it: only what every resource has is known of it. */
export interface Resource {
  resourceType: string;
  id?: string | undefined;
  meta?: Meta | undefined;
}

/** A resource that is in the store. */
export interface StoredResource extends Resource {
  id: string;
  meta: Meta & { versionId: string; lastUpdated: string };
}

/** `Procedure/e1` */
export function referenceTo(resource: Resource): string {
  return `${resource.resourceType}/${resource.id}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isResource(value: unknown): value is Resource {
  return isObject(value) && typeof value.resourceType === 'string';
}

/** The resource's elements, each still to be looked at. */
export function fieldsOf(resource: Resource): Record<string, unknown> {
  return { ...resource };
}

export function hasModifierExtension(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasModifierExtension);
  return isObject(value) && ('modifierExtension' in value || Object.values(value).some(hasModifierExtension));
}
