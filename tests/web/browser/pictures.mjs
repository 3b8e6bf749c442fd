// Pictures of the organizers' pages of a demo server that is running, for deploy/demo and the READMEs.
//
//   node pictures.mjs --url http://127.0.0.1:PORT --out DIR
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

async function take(browser, url, out, size) {
  const mode = { size, language: 'ja', script: true };
  const visitor = await Visitor.open({ browser, url, mode, look: { at: () => [] } });
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

const { values } = parseArgs({ options: { url: { type: 'string' }, out: { type: 'string' } } });
if (!values.url || !values.out) throw new Error('--url and --out are needed');
mkdirSync(values.out, { recursive: true });
const browser = await openBrowser();
try {
  for (const size of SIZES) await take(browser, values.url, values.out, size);
} finally {
  await browser.close();
}
