import type { Plugin } from 'vite';

/**
 * What fhirclient brings along and the app has no use for: seven of the 170 kilobytes that may be loaded before the verdict.
 * Its logging (`debug`) would also print tokens and patients to the console of whoever switched it on.
 */
const REPLACED: Readonly<Record<string, string>> = {
  debug: `
    const silent = () => {};
    silent.extend = () => silent;
    module.exports = () => silent;`,
  // The client for FHIR requests, which are ours (src/ehr/server.ts). All that is read of it is the session's state.
  Client: `
    exports.default = class Client {
      constructor(environment, state) {
        this.state = state;
      }
    };`,
  FhirClient: 'exports.default = class FhirClient {};',
};
const PREFIX = '\0fhirclient-without/';

/** Leaves out of the bundle what only fhirclient itself asks for, by the names that its files ask with. */
export function lighterFhirclient(): Plugin {
  return {
    name: 'lighter-fhirclient',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer?.includes('/node_modules/fhirclient/')) return null;
      const name = source.replace(/^\.{1,2}\//, '');
      return name in REPLACED ? `${PREFIX}${name}.cjs` : null;
    },
    load(id) {
      return id.startsWith(PREFIX) ? REPLACED[id.slice(PREFIX.length, -'.cjs'.length)] : null;
    },
  };
}
