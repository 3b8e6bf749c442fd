// Runs the flows of flows/*.mjs in a real browser against the real server: each in every mode of modes.mjs (or those that its file names in
// `modes`). One Chromium, one server per mode, two modes at a time.
//
//   node run.mjs --server PATH [--only WORD] [--mode NAME]     WORD: part of a flow's name or file
//
// UKE_SHOTS=DIR leaves a picture of every state of every page there.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openBrowser } from './chromium.mjs';
import { readMessages } from './messages.mjs';
import { Look } from './looks.mjs';
import { MODES } from './modes.mjs';
import { DemoData, runCommand } from './server.mjs';
import { Web } from './web.mjs';

const FLOW_LIMIT_MS = 120_000;

async function readFlows(only) {
  const folder = new URL('./flows/', import.meta.url);
  const flows = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort()) {
    const module = await import(new URL(file, folder));
    for (const [name, run] of Object.entries(module)) {
      const label = `${file.replace('.mjs', '')}: ${name.replaceAll('_', ' ')}`;
      if (typeof run !== 'function' || !label.includes(only)) continue;
      flows.push({ name: label, run, modes: module.modes ?? MODES.map((mode) => mode.name) });
    }
  }
  return flows;
}

function withLimit(promise, what) {
  let timer;
  const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what} took more than ${FLOW_LIMIT_MS} ms`)), FLOW_LIMIT_MS)));
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

// A finding that every row of a table has is told three times.
function briefly(findings) {
  const told = new Map();
  return findings.filter((finding) => {
    const kind = finding.replace(/\d+×\d+ px.*/, '').slice(0, 60);
    told.set(kind, (told.get(kind) ?? 0) + 1);
    return told.get(kind) <= 3;
  });
}

async function runFlow(web, flow) {
  const begun = Date.now();
  const problems = [];
  try {
    await withLimit(flow.run(web), flow.name);
  } catch (error) {
    problems.push(`${error.message}\n${(error.stack ?? '').split('\n').filter((line) => line.includes('/flows/')).join('\n')}`);
  }
  problems.push(...briefly(await web.endFlow()));
  const label = `${flow.name} [${web.mode.name}] ${Date.now() - begun} ms`;
  console.log(problems.length === 0 ? `ok      ${label}` : `FAILED  ${label}\n    ${problems.join('\n    ')}`);
  return problems.length === 0;
}

async function runMode(mode, flows, { browser, demo, look, messages }) {
  const mine = flows.filter((flow) => flow.modes.includes(mode.name));
  if (mine.length === 0) return { passed: 0, failed: 0 };
  const server = await demo.serve(mode.name);
  const sum = { passed: 0, failed: 0 };
  const web = new Web({ browser, server, mode, look, messages });
  for (const flow of mine) (await runFlow(web, flow)) ? (sum.passed += 1) : (sum.failed += 1);
  try {
    await server.stop();
  } catch (error) {
    console.log(`FAILED  ending the server [${mode.name}]\n${error.message}`);
    sum.failed += 1;
  }
  return sum;
}

// Pages that no flow comes to, though the server has them: a new page needs a flow.
const NO_PAGES = [
  '/T/{token}/picture.png', // files
  '/T/{token}/ticket.pdf',
  '/e/{slug}/preview.png',
  '/editions/{edition}/letters/{kind}', // letters: whatever mail programs show
  '/mail/{letter}/html',
  '/messages/{message}/letter',
  '/my/{secret}/calendar.ics',
  '/my/{secret}/data.json',
  '/', // leads on to /home or /sign-in
  '/imports/{import}/left-out', // a file
  '/imports/{import}/progress', // a part of a page, for the script
  '/editions/{edition}/desk/figures', // likewise
];
async function unvisited(binary, visited) {
  const routes = JSON.parse(await runCommand(binary, ['routes', '--json']));
  const pages = routes.filter(({ method, surface, path }) => method === 'GET' && surface === 'page' && !path.startsWith('/assets/'));
  const paths = [...visited];
  return pages
    .map(({ path }) => path)
    .filter((path) => !NO_PAGES.includes(path))
    .filter((path) => {
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '(?!new$)[^/]+')}$`);
      return !paths.some((seen) => pattern.test(seen));
    });
}

async function main() {
  const { values } = parseArgs({
    options: { server: { type: 'string' }, only: { type: 'string', default: '' }, mode: { type: 'string', default: '' } },
  });
  if (!values.server) throw new Error('--server PATH is missing');
  const begun = Date.now();
  const flows = await readFlows(values.only);
  const messages = readMessages();
  const look = new Look(messages);
  const demo = await DemoData.make(values.server);
  const browser = await openBrowser();
  const sum = { passed: 0, failed: 0 };
  try {
    const waiting = MODES.filter((mode) => mode.name.includes(values.mode));
    const lane = async () => {
      for (let mode = waiting.shift(); mode; mode = waiting.shift()) {
        const part = await runMode(mode, flows, { browser, demo, look, messages });
        sum.passed += part.passed;
        sum.failed += part.failed;
      }
    };
    await Promise.all([lane(), lane()]);
  } finally {
    await browser.close();
    demo.remove();
  }
  if (!values.only && !values.mode) {
    for (const path of await unvisited(values.server, look.paths)) {
      console.log(`FAILED  no flow comes to ${path}`);
      sum.failed += 1;
    }
  }
  const { pages, axe, ms } = look.counts;
  console.log(`${pages} pages looked at (${axe} by axe) in ${Math.round(ms / 1000)} s; ${Math.round((Date.now() - begun) / 1000)} s in all`);
  console.log(`${sum.passed} flows passed, ${sum.failed} failed`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

await main();
