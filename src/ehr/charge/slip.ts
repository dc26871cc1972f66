import { chargeWords } from '../../fhir/write/charge-request.ts';
import type { ChargeRequest, ChargeSlip, RouteChoice } from '../types.ts';

/** The last way, which every EHR leaves open: a charge on paper. Nothing is written, so nothing counts as charged. */
export const SLIP: Pick<RouteChoice, 'route' | 'name' | 'billerMust' | 'exactlyOnce'> = {
  route: 'slip',
  name: 'a charge slip to print',
  billerMust: 'A person must carry the slip to the billing team, who enter the charge by hand.',
  exactlyOnce: 'nothing',
};

/** What to print. It says that it may be one of several copies: paper can't be looked for. */
export function chargeSlip(request: ChargeRequest): ChargeSlip {
  return {
    title: `Charge slip: CPT ${request.code}, ${request.month}`,
    words: [
      ...chargeWords(request),
      'Nothing of this is in the EHR. Enter the charge once: a slip with the same identifier asks for the same charge.',
    ],
  };
}
