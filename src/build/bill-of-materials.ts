import sbom from 'rollup-plugin-sbom';
import type { Plugin } from 'vite';

/**
 * `sbom/sbom.json`: a CycloneDX list of every package whose code is in the bundle. Without a time or a serial number, so that the same
 * source gives the same list.
 */
export function billOfMaterials(): Plugin {
  return {
    ...sbom({
      outDir: 'sbom',
      outFilename: 'sbom',
      outFormats: ['json'],
      saveTimestamp: false,
      generateSerial: false,
      includeWellKnown: false,
    }),
    apply: 'build',
    // It tells each step, and that it misses Rollup, which Vite no longer uses.
    onLog: (level, { plugin, message }) =>
      plugin === 'rollup-plugin-sbom' && (level === 'info' || message.includes('"rollup"')) ? false : null,
  };
}
