import { fuzz } from './check.ts';

/** `npm run fuzz -- [count] [seed]` */
const [count = 1_000_000, seed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number);
console.log(`${count} hostile resources, seed ${seed}`);
const start = performance.now();
fuzz(count, seed, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}`);
});
console.log(`all promises kept, ${Math.round((performance.now() - start) / 1000)} s`);
