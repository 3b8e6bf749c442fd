// Pictures of the organizers' and the attendees' pages of a demo server that is running, for deploy/demo and the READMEs.
//
//   node pictures.mjs --url http://127.0.0.1:PORT --event /e/SLUG --out DIR
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './chromium.mjs';
import { Visitor } from './visitor.mjs';
import { LOGINS, PASSWORD } from './web.mjs';

const SIZES = ['desktop', 'phone'];
// Name of the picture, path, and what to press there first.
const PAGES = [
  ['home', '/home'],
  ['members', '/members'],
  ['member', '/members', 'main tbody th a'],
  ['statistics', '/members/statistics'],
  ['duplicates', '/members/duplicates'],
  ['applications', '/applications'],
  ['application', '/applications', 'main a.name'],
];

const openVisitor = (browser, url, size) =>
  Visitor.open({ browser, url, mode: { size, language: 'ja', script: true }, look: { at: () => [] } });

async function takeAttending(browser, { url, event, out }, size) {
  const visitor = await openVisitor(browser, url, size);
  const shoot = (name) => visitor.page.screenshot({ path: join(out, `${name}-${size}.png`) });
  await visitor.go(event);
  await shoot('event');
  await visitor.press(`main a[href^="${event}/rsvp"]`);
  await shoot('answer');
  await visitor.close();
}

async function takeOrganizing(browser, { url, out }, size) {
  const visitor = await openVisitor(browser, url, size);
  const shoot = (name) => visitor.page.screenshot({ path: join(out, `${name}-${size}.png`) });
  await visitor.go('/sign-in');
  await shoot('sign-in');
  await visitor.fill({ login: LOGINS.admin, password: PASSWORD });
  await visitor.submit('/sign-in');
  for (const [name, path, press] of PAGES) {
    await visitor.go(path);
    if (press) await visitor.press(press);
    await shoot(name);
  }
  await visitor.close();
}

const { values } = parseArgs({ options: { url: { type: 'string' }, event: { type: 'string' }, out: { type: 'string' } } });
if (!values.url || !values.event || !values.out) throw new Error('--url, --event and --out are needed');
mkdirSync(values.out, { recursive: true });
const browser = await openBrowser();
try {
  for (const size of SIZES) {
    await takeAttending(browser, values, size);
    await takeOrganizing(browser, values, size);
  }
} finally {
  await browser.close();
}
