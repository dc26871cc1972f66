import type { Plugin } from 'vite';

/** Writes beside the manifest what is in each file: modules with their bytes before minifying. `test/bundle-size.ts` names the biggest. */
export function moduleSizes(): Plugin {
  return {
    name: 'module-sizes',
    apply: 'build',
    generateBundle(_, bundle) {
      const sizes = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk'
          ? [
              [
                file.fileName,
                Object.entries(file.modules).map(([id, { renderedLength }]) => [nameOf(id), renderedLength]),
              ],
            ]
          : [],
      );
      const source = JSON.stringify(Object.fromEntries(sizes));
      this.emitFile({ type: 'asset', fileName: '.vite/modules.json', source });
    },
  };
}

/** From the repository or the package on, without where it lies on this machine. */
function nameOf(id: string): string {
  return id
    .replace(/^.*\/(?=node_modules\/)/, '')
    .replace(`${process.cwd()}/`, '')
    .replace('\0', '');
}
