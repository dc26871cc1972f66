import { mkdirSync, writeFileSync } from 'node:fs';
import { chargeDefinitions } from './charge-definitions.ts';

const folder = new URL('../../public/fhir/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('charge-item-definitions.json', folder), `${JSON.stringify(chargeDefinitions(), null, 2)}\n`);
