// Somebody with a browser: goes to pages, fills in forms, presses buttons. Whatever page comes is looked at (looks.mjs); what is wrong
// with it is kept in `findings`, and the flow goes on.
import assert from 'node:assert/strict';
import { contextOptions } from './modes.mjs';

export class Visitor {
  // `cookies`: of somebody who signed in before.
  static async open({ browser, url, mode, look, cookies = [] }) {
    const context = await browser.newContext(contextOptions(mode, url));
    context.setDefaultTimeout(20_000);
    await context.addCookies([{ name: 'uke_lang', value: mode.language, url }, ...cookies]);
    const visitor = new Visitor(context, url, mode, look);
    await visitor.openPage();
    return visitor;
  }

  constructor(context, url, mode, look) {
    Object.assign(this, { context, url, mode, look, language: mode.language, status: 0, findings: [] });
  }

  async openPage() {
    this.page = await this.context.newPage();
    this.cdp = await this.context.newCDPSession(this.page);
    // Not by the context's javaScriptEnabled: what that switches off cannot be switched on again for axe.
    if (!this.mode.script) await this.cdp.send('Emulation.setScriptExecutionDisabled', { value: true });
    this.page.on('response', (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === this.page.mainFrame()) this.status = response.status();
    });
    this.page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(this.url).host) this.findings.push(`asks another host: ${request.url()}`);
    });
    this.page.on('console', (message) => {
      // A form that comes back with 422 is no error of the page, though Chromium says so.
      const isOfThePage = message.text().startsWith('Failed to load resource') && message.location().url.split('#')[0] === this.page.url().split('#')[0];
      if (['error', 'warning'].includes(message.type()) && !isOfThePage) this.findings.push(`${this.page.url()}: console: ${message.text()}`);
    });
    this.page.on('pageerror', (error) => this.findings.push(`${this.page.url()}: script failed: ${error.message}`));
  }

  async close() {
    await this.context.close();
  }

  async go(path, status = 200) {
    await this.page.goto(path);
    await this.arrived(status, path);
  }

  async arrived(status, what) {
    assert.equal(this.status, status, `${what} answered ${this.status} at ${this.page.url()}\n${await this.beginning()}`);
    await this.lookAround();
  }

  async lookAround() {
    this.findings.push(...(await this.look.at(this)));
  }

  // What the page says.
  async text() {
    return this.page.locator('body').innerText();
  }
  async beginning() {
    return (await this.at('main').innerText()).replace(/\n+/g, ' | ').slice(0, 600);
  }
  async says(text, message) {
    assert.ok((await this.text()).includes(text), `${message ?? 'the page does not say'}: ${text}\n${this.page.url()}\n${await this.beginning()}`);
  }
  async saysNot(text) {
    assert.ok(!(await this.text()).includes(text), `the page says: ${text}\n${this.page.url()}`);
  }
  at(selector, options) {
    return this.page.locator(selector, options);
  }
  get path() {
    return new URL(this.page.url()).pathname;
  }

  // {name: text}; true ticks, an array ticks those of that value; select and radios by value.
  async fill(fields, within = 'main') {
    for (const [name, value] of Object.entries(fields)) await this.fillOne(this.at(within).locator(`[name="${name}"]`), name, value);
  }
  async fillOne(field, name, value) {
    const kind = await field.first().evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
    if (kind === 'select') await field.first().selectOption(value);
    else if (kind === 'radio') await field.and(this.at(`[value="${value}"]`)).check();
    else if (kind === 'checkbox') await (Array.isArray(value) ? this.tick(field, value) : field.first().setChecked(value));
    else if (kind === 'file') await field.first().setInputFiles(value);
    else await field.first().fill(value);
  }
  async tick(boxes, values) {
    for (const value of values) await boxes.and(this.at(`[value="${value}"]`)).check();
  }

  // The first of them that can be seen; what lies in a folded part of the page is unfolded for it.
  async seen(target) {
    const locator = typeof target === 'string' ? this.at(target) : target;
    const visible = locator.locator('visible=true').first();
    if ((await visible.count()) > 0) return visible;
    for (const hidden of await locator.all()) {
      const summary = (await hidden.evaluateHandle((element) => element.closest('details:not([open])')?.querySelector('summary') ?? null)).asElement();
      if (summary && (await summary.isVisible())) await summary.click();
    }
    return visible;
  }
  // Presses what leads to another page, and waits for that page. `target`: a selector or a locator.
  async press(target, status = 200) {
    const button = await this.seen(target);
    const before = this.page.url();
    await Promise.all([this.page.waitForEvent('load'), button.click()]);
    await this.arrived(status, `pressing ${target} at ${before}`);
  }
  // The button of the form that goes to `action` (a path or an end of one).
  button(action, extra = '') {
    return this.at(`form[action$="${action}"] button${extra}`);
  }
  async submit(action, status = 200) {
    await this.press(this.button(action), status);
  }

  // Presses what gives a file, and returns where the file is and how it is called.
  async download(target) {
    const button = await this.seen(target);
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return { path: await download.path(), name: download.suggestedFilename() };
  }
}
