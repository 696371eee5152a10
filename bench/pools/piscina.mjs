// Node's pool of threads "piscina". Arguments: the job, the threads, and npm's folder
// node_modules.

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

const row = (number) => ({
  id: number, name: `user ${number}`, mail: `user${number}@example.org`, score: number / 3, active: number % 2 === 0,
});

export default (item) => item;

if (isMainThread) {
  const [job, threads, modules] = process.argv.slice(2);
  const { Piscina } = createRequire(resolve(modules, "any.js"))("piscina");
  const items = Array.from({ length: 10_000 }, (_, i) => (job === "rows" ? row(i + 1) : i + 1));
  const start = process.hrtime.bigint();
  const pool = new Piscina({ filename: fileURLToPath(import.meta.url), minThreads: +threads, maxThreads: +threads });
  const answers = await Promise.all(items.map((item) => pool.run(item)));
  await pool.close();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (answers.length !== items.length) throw new Error(`${answers.length} answers`);
  console.log(seconds);
}
