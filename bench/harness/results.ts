// bench/results.json: what was measured where, group by group, so that a group can be measured anew alone.
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { replaceFile } from '../../src/workbook/index.ts';

const positive = v.pipe(v.number(), v.minValue(0));
const names = v.record(v.string(), v.string());
const unit = v.picklist(['s', 'MB']);
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const contestant = v.strictObject({
  name: v.string(),
  /** What each round gave, in the unit of the case, and the least and the median of that; none where `note` says why. */
  rounds: v.array(positive),
  best: v.optional(positive),
  median: v.optional(positive),
  /** Its rounds over those of the first contestant, which is ours: median and quartiles. */
  ratio: v.optional(v.strictObject({ median: positive, low: positive, high: positive })),
  note: v.optional(v.string()),
});

const caseResult = v.strictObject({
  case: v.string(),
  size: v.optional(v.strictObject({ symbol: v.string(), value: positive })),
  unit,
  better: v.literal('lower'),
  /** Of one run, where a rate means something. */
  flops: v.optional(positive),
  contestants: v.pipe(v.array(contestant), v.minLength(1)),
});

const growth = v.strictObject({
  case: v.string(),
  symbol: v.string(),
  unit,
  contestant: v.string(),
  sizes: v.array(positive),
  exponent: v.number(),
  standardError: positive,
});

const groupResult = v.strictObject({
  title: v.string(),
  date: v.pipe(v.string(), v.isoDate()),
  machine: v.strictObject({ cpu: v.string(), cores: count, gigabytes: count }),
  /** Of Node and of the peers; of peers that are missing, why. */
  versions: names,
  absent: names,
  /** Mean number of processes that wanted a core in the group's last minute; the bench itself is one. */
  load: positive,
  /** That measuring the group took. */
  seconds: positive,
  cases: v.array(caseResult),
  growth: v.array(growth),
});

export const resultsSchema = v.strictObject({
  format: v.literal(1),
  groups: v.record(v.string(), groupResult),
});

export type Contestant = Readonly<v.InferOutput<typeof contestant>>;
export type CaseResult = Readonly<v.InferOutput<typeof caseResult>>;
export type Growth = Readonly<v.InferOutput<typeof growth>>;
export type GroupResult = Readonly<v.InferOutput<typeof groupResult>>;
export type Results = Readonly<v.InferOutput<typeof resultsSchema>>;

/** Without a file no groups. Errors: `Error` that names the file and the entry that is not as expected. */
export function readResults(file: string): Results {
  if (!existsSync(file)) return { format: 1, groups: {} };
  const parsed = v.safeParse(resultsSchema, JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(
    `${file}, ${v.getDotPath(issue) ?? 'top'}: ${issue.message}. Delete it: \`make bench\` writes it anew`,
  );
}

/** Puts a group that was just measured in the place of what the file had of it. */
export function mergeGroup(file: string, name: string, group: GroupResult): Results {
  const results = { format: 1 as const, groups: { ...readResults(file).groups, [name]: group } };
  replaceFile(file, `${JSON.stringify(results, rounded, 1)}\n`);
  return results;
}

/** Four digits: no time is known better. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;
