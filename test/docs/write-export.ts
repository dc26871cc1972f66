import { writeFileSync } from 'node:fs';
import { exportDocument } from './export-document.ts';

writeFileSync(new URL('../../docs/export.md', import.meta.url), exportDocument());
