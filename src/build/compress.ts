import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKERS = { gz: promisify(gzip), br: promisify(brotliCompress) };

/** Below this, the headers weigh more than what is saved. */
const WORTH_BYTES = 1024;

/** Lays a `.gz` and a `.br` beside every text file, so that the server sends what was packed once, as small as can be. */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = Object.values(bundle)
          .filter(({ fileName }) => /^[^.].*\.(js|css|html|json|txt)$/.test(fileName))
          .map((file) => ({ name: file.fileName, bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source) }))
          .filter(({ bytes }) => bytes.length >= WORTH_BYTES);
        const packed = files.flatMap(({ name, bytes }) =>
          Object.entries(PACKERS).map(async ([suffix, pack]) => ({
            fileName: `${name}.${suffix}`,
            source: await pack(bytes),
          })),
        );
        for (const file of await Promise.all(packed)) this.emitFile({ type: 'asset', ...file });
      },
    },
  };
}
