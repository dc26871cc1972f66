import { writeFileSync } from 'node:fs';
import { configDocument, configSchemaFile } from './config-document.ts';

writeFileSync(new URL('../../public/config.schema.json', import.meta.url), configSchemaFile());
writeFileSync(new URL('../../docs/configuration.md', import.meta.url), configDocument());
