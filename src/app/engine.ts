/** The reading and the rules: a chunk of their own, so that the page shows something before they are there. */
export const engine = () => import('./loadMonth.ts');
