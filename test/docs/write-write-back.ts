import { writeFileSync } from 'node:fs';
import { tryAll, writeBackDocument } from './write-back-document.ts';

writeFileSync(new URL('../../docs/write-back.md', import.meta.url), writeBackDocument(await tryAll()));
