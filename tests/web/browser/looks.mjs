// What must be true of every page that a flow comes to, whatever it is about.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Frames hold letters, shut away from this page: axe cannot speak to them.
const AXE_RUN = `axe.run(document, {resultTypes: ['violations'], iframes: false, rules: {'target-size': {enabled: true}}}).then((results) => JSON.stringify(results.violations.map(
  (violation) => ({id: violation.id, help: violation.help,
    nodes: violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' — ' + (node.any[0] || node.all[0] || node.none[0] || {}).message)}))))`;

// Runs in the page. `keyLike`: texts that look like the name of a sentence are told as well; the caller knows which ones are.
function whatIsWrong({ language, size }) {
  const found = [];
  const keyLike = [];
  const noteKeyLike = (text) => /^[a-z0-9_.]+$/.test(text) && keyLike.push(text);
  const short = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest('.visually-hidden, .skip');

  if (document.documentElement.lang !== language) found.push(`lang is ${document.documentElement.lang}`);
  if (document.title.trim() === '') found.push('no title');
  if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} h1`);
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].filter((e) => shown(e) && e.getBoundingClientRect().right > clientWidth + 1).slice(0, 3);
    found.push(`scrolls sideways: ${scrollWidth} of ${clientWidth} px: ${wide.map(short).join(' | ')}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue.trim();
    if (node.parentElement.closest('script, style, textarea, [data-typed]')) continue;
    if (/⟦|⟧|\{\{|\}\}|\{[a-z_]+\}/.test(text)) found.push(`raw text: ${text.slice(0, 80)}`);
    noteKeyLike(text);
  }
  for (const element of document.querySelectorAll('[title], [aria-label], [data-label], [alt]')) {
    for (const name of ['title', 'aria-label', 'data-label', 'alt']) {
      const text = element.getAttribute(name) ?? '';
      if (/⟦|\{\{|\{[a-z_]+\}/.test(text)) found.push(`raw ${name}: ${short(element)}`);
      noteKeyLike(text);
    }
  }

  const ids = new Set();
  for (const { id } of document.querySelectorAll('[id]')) ids.has(id) ? found.push(`id ${id} twice`) : ids.add(id);

  if (size === 'phone') {
    const inText = (element) => getComputedStyle(element).display === 'inline';
    const targets = [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, a[href]')];
    for (const element of targets.filter(shown)) {
      if (element.tagName === 'A' && inText(element)) continue; // part of a sentence: axe's target-size looks at those
      const own = element.getBoundingClientRect();
      const label = ['checkbox', 'radio'].includes(element.type) ? element.closest('label') ?? element.labels?.[0] : null;
      const box = label ? label.getBoundingClientRect() : own;
      if (box.height < 43.5 || (box.width < 43.5 && !label)) {
        found.push(`touch target of ${Math.round(box.width)}×${Math.round(box.height)} px: ${short(element)}`);
      }
    }
  }
  return { found, keyLike };
}

// Which elements with which classes there are, and in which states: pages alike in this are alike for axe.
function structureOf() {
  const kinds = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    const states = ['aria-invalid', 'aria-current', 'open', 'disabled', 'type', 'role'].filter((name) => element.hasAttribute(name));
    const looks = String(element.className.baseVal ?? element.className).replace(/^chip .*/, 'chip'); // whatever its tone
    kinds.add(`${element.tagName}.${looks}[${states.map((name) => `${name}=${element.getAttribute(name)}`)}]`);
  }
  return [...kinds].sort().join('\n');
}

// The path without its ids and secrets.
function patternOf(path) {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|uke_[0-9a-f]{40}/g, '*').replace(/\/(welcome|apply(?!\/status)|status|e|my|T|unsubscribe)\/[^/]+/, '/$1/*');
}

// One look for a whole run: remembers which structures it saw in which size and language.
export class Look {
  constructor(messages, shots = process.env.UKE_SHOTS) {
    this.messages = messages;
    this.shots = shots;
    this.seen = new Set();
    this.paths = new Set();
    this.counts = { pages: 0, axe: 0, ms: 0 };
    if (shots) mkdirSync(shots, { recursive: true });
  }

  // Findings about the page as it is now; empty if all is well.
  async at(visitor) {
    const { page, mode } = visitor;
    const begun = Date.now();
    this.counts.pages += 1;
    const { found, keyLike } = await page.evaluate(whatIsWrong, { language: visitor.language, size: mode.size });
    found.push(...keyLike.filter((text) => Object.hasOwn(this.messages[visitor.language], text)).map((text) => `raw text: ${text}`));
    const { pathname } = new URL(page.url());
    this.paths.add(pathname);
    const path = patternOf(pathname);
    const state = `${mode.size} ${visitor.language} ${path}\n${await page.evaluate(structureOf)}`;
    if (!this.seen.has(state)) {
      this.seen.add(state);
      found.push(...(await this.axe(visitor)));
      if (this.shots) await this.shoot(visitor, path);
    }
    this.counts.ms += Date.now() - begun;
    return found.map((finding) => `${path}: ${finding}`);
  }

  // In a world of its own, so that the page's policy and the page's scripts have nothing to do with it.
  async axe({ cdp, mode }) {
    this.counts.axe += 1;
    if (!mode.script) await cdp.send('Emulation.setScriptExecutionDisabled', { value: false });
    try {
      const { frameTree } = await cdp.send('Page.getFrameTree');
      const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
      await cdp.send('Runtime.evaluate', { contextId, expression: `${AXE};0` });
      const { result } = await cdp.send('Runtime.evaluate', { contextId, expression: AXE_RUN, awaitPromise: true, returnByValue: true });
      if (typeof result.value !== 'string') return [`axe did not run: ${JSON.stringify(result)}`];
      return JSON.parse(result.value).map(({ id, help, nodes }) => `axe ${id}: ${help}\n      ${nodes.join('\n      ')}`);
    } finally {
      if (!mode.script) await cdp.send('Emulation.setScriptExecutionDisabled', { value: true });
    }
  }

  async shoot({ page, mode, language }, path) {
    const name = `${path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'root'}-${mode.size}-${language}`;
    this.shotNumbers ??= new Map();
    const number = (this.shotNumbers.get(name) ?? 0) + 1;
    this.shotNumbers.set(name, number);
    await page.screenshot({ path: join(this.shots, `${name}-${number}.png`), fullPage: true });
  }
}
