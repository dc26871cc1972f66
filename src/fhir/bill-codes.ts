import type { Coding } from 'fhir/r4';
import type { BillableCode } from '../rules/verdict.ts';
import { codingsOf } from './codebook.ts';
import { CPT_SYSTEMS } from './codes.ts';
import { isObject, listOf, type Resource, valueAt } from './resource.ts';

/** What a site's charge master calls a CPT code. An item of `codes.bill` in `config.json`. */
export interface BillCode {
  cpt: BillableCode;
  system: string;
  code: string;
  /** The group of bill codes that it belongs to, where the EHR wants that told. */
  schedule?: { system: string; code: string } | undefined;
  /** Only this EHR calls it so; where absent, every one. */
  iss?: string | undefined;
}

const CERNER = 'https://fhir-ehr.cerner.com/r4/StructureDefinition';

/**
 * The CPT codes that a ChargeItem stands for: coded as CPT, in a bill code of the site, or as Oracle Health codes CPT, in the charge itself or
 * beside it as its procedure. All of them count: a charge that isn't recognized would be made a second time.
 * github.com/cerner/fhir.cerner.com, lib/resources/example_json/r4_examples_charge_item.rb
 */
export function cptCodesOf(charge: Resource, bill: readonly BillCode[]): string[] {
  const codings = [...codingsOf(charge.code), ...procedureCodings(charge)];
  return [
    ...new Set(
      codings.flatMap(({ system, code }) => [
        ...(CPT_SYSTEMS.includes(system) || CERNER_CPT.test(system) ? [code] : []),
        ...bill.filter((own) => own.system === system && own.code === code).map(({ cpt }) => cpt),
      ]),
    ),
  ];
}

/** Each site has its own system, named after the tenant. */
const CERNER_CPT = /^https:\/\/fhir\.cerner\.com\/[^/]+\/CodeSystem\/BillCodes-CPT$/;

function procedureCodings({ extension }: Resource): { system: string; code: string }[] {
  return listOf(extension)
    .filter((each) => isObject(each) && each.url === `${CERNER}/procedure-code`)
    .flatMap((each) => listOf(valueAt(each, ['extension'])))
    .flatMap((part) => codingsOf(valueAt(part, ['valueCodeableConcept'])));
}

/** The coding under which the site's charge master knows a bill code. */
export function billCoding({ system, code, schedule }: BillCode): Coding {
  return {
    ...(schedule !== undefined && {
      extension: [
        { url: `${CERNER}/bill-code-schedule`, valueCoding: { system: schedule.system, code: schedule.code } },
      ],
    }),
    system,
    code,
  };
}
