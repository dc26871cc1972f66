import type { Bundle, ChargeItemDefinition } from 'fhir/r4';
import { BASE, CPT_SYSTEM } from '../../src/fhir/codes.ts';
import { chargeDefinition } from '../../src/fhir/write/charge-request.ts';
import type { LocalDate } from '../../src/rules/month.ts';
import { VERSIONS } from '../../src/rules/rulebook/index.ts';
import { PARAMETERS } from '../../src/rules/rulebook/parameters.ts';
import { entryAt } from '../../src/rules/rulebook/types.ts';
import { BILLABLE_CODES, type BillableCode } from '../../src/rules/verdict.ts';

/** What `public/fhir/charge-item-definitions.json` holds: every code of every rulebook, as the charges name it. */
export function chargeDefinitions(): Bundle {
  const definitions = VERSIONS.flatMap((version, at) =>
    BILLABLE_CODES.flatMap((code) => definitionOf(code, version, VERSIONS[at + 1] ?? null) ?? []),
  );
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: definitions.map((resource) => ({ fullUrl: `${BASE}/ChargeItemDefinition/${resource.id}`, resource })),
  };
}

/** Null where the rulebook has no such code yet. */
function definitionOf(code: BillableCode, version: LocalDate, next: LocalDate | null): ChargeItemDefinition | null {
  const own = PARAMETERS.find(({ id }) => id === code);
  const holds = own && entryAt(own, version);
  if (!own || !holds) return null;
  const conditions = PARAMETERS.filter(({ id, criteria }) => id !== code && (criteria?.length ?? 0) > 0)
    .filter(({ id }) => !BILLABLE_CODES.some((other) => other === id))
    .flatMap((parameter) => {
      const dated = entryAt(parameter, version);
      return dated === null ? [] : [{ description: `${parameter.description} ${dated.says}` }];
    });
  const [url = ''] = chargeDefinition(code, version).split('|');
  return {
    resourceType: 'ChargeItemDefinition',
    id: `rpm-${code}-${version}`,
    url,
    version,
    title: `CPT ${code}, remote physiologic monitoring, by the rulebook of ${version}`,
    status: 'active',
    publisher: 'RPM Tally',
    description: `${own.description} ${holds.says} Sources: docs/rules.md. No billing advice: a certified coder decides.`,
    copyright:
      'CPT is a registered trademark of the American Medical Association; its descriptions are not repeated here.',
    effectivePeriod: { start: version, ...(next !== null && { end: dayBefore(next) }) },
    code: { coding: [{ system: CPT_SYSTEM, code }] },
    applicability: [{ description: holds.says }, ...conditions],
  };
}

function dayBefore(date: LocalDate): LocalDate {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
