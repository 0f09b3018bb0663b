// One answer changed, everything known again: which questions show, how each criterion
// stands, which question comes next. Reads a job from standard input, prints JSON.
import { readFileSync } from "node:fs";
import { Model } from "survey-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const survey = new Model(job.survey);
for (const [name, value] of job.answers) survey.setValue(name, value);

function settle() {
  const verdicts = job.criteria.map((name) => survey.getVariable(name));
  const next = survey.getAllQuestions(false).find((q) => q.isVisible && q.isEmpty());
  return [verdicts, next && next.name];
}

const [fact, values] = job.flip;
const times = [];
for (let i = 0; i < job.rounds; i++) {
  const start = process.hrtime.bigint();
  survey.setValue(fact, values[i % values.length]);
  settle();
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
times.sort((a, b) => a - b);
const visible = survey.getAllQuestions(true).length;
console.log(JSON.stringify({
  median: times[Math.floor(times.length / 2)], least: times[0], most: times.at(-1),
  visible, verdicts: settle()[0],
}));
