import { readFileSync, writeFileSync } from 'node:fs';
import { configDocument, configSchemaFile } from './config-document.ts';
import { registrationBlocks, registrationGuides, withBlocks } from './registration-blocks.ts';

writeFileSync(new URL('../../public/config.schema.json', import.meta.url), configSchemaFile());
writeFileSync(new URL('../../docs/configuration.md', import.meta.url), configDocument());

const blocks = await registrationBlocks();
for (const guide of registrationGuides()) writeFileSync(guide, withBlocks(readFileSync(guide, 'utf8'), blocks));
