import type { Rolldown } from 'vite';

/** What is loaded until the verdict is on screen, one file for each of these, in the order in which they are needed. */
const STAGES = [
  { name: 'start', from: '/src/app/launch.tsx' },
  { name: 'screen', from: '/src/app/main.tsx' },
  { name: 'engine', from: '/src/app/loadMonth.ts' },
] as const;

type StageName = (typeof STAGES)[number]['name'];
type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/**
 * Puts each module into the file of the stage that needs it first. Left to itself the bundler cuts them into two dozen files, by which
 * lazy screens happen to share them: six kilobytes more of the 170, since each file is compressed for itself.
 */
export function inStages(root: string): Rolldown.CodeSplittingOptions {
  let stages: ReadonlyMap<string, StageName> | null = null;
  return {
    // A stage holds all that it needs, or an earlier one does.
    includeDependenciesRecursively: false,
    groups: [
      {
        name(module, graph) {
          stages ??= stageOfEach(root, graph);
          return stages.get(module) ?? null;
        },
      },
    ],
  };
}

function stageOfEach(root: string, graph: Graph): Map<string, StageName> {
  const stages = new Map<string, StageName>();
  const seen = new Set<string>();
  for (const { name, from } of STAGES) {
    const entry = `${root}${from}`;
    const waiting = [entry];
    for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
      if (seen.has(module)) continue;
      seen.add(module);
      // What is imported dynamically, or by the page, must stay a file of its own.
      if (module !== entry) stages.set(module, name);
      waiting.push(...(graph.getModuleInfo(module)?.importedIds ?? []));
    }
  }
  return stages;
}
