// What a flow is given: a server of its mode, people who come to it, sentences in the mode's language.
import assert from 'node:assert/strict';
import { sentence } from './messages.mjs';
import { Visitor } from './visitor.mjs';

// Of the demo's data.
export const PASSWORD = 'demo-demo-2027';
export const LOGINS = { admin: 'hanada', treasurer: 'kaikei', reception: 'uketsuke' };

const NO_FIELDS = {
  family_name: '', given_name: '', kana: '', former_name: '', show_former_name: false, display_name: '', email: '', site: '', department: '',
  joined_year: 0, left_year: 0, employment: 'unknown', occupation: 'unknown', region: '', age_decade: 0, introduced_by: '', note: '', aliases: [],
};

export class Web {
  constructor({ browser, server, mode, look, messages }) {
    Object.assign(this, { browser, server, mode, look, messages });
    this.people = [];
    this.cookies = new Map(); // of those who signed in before, by role: signing in takes time on purpose
    this.counter = 0;
  }

  // Somebody whom the server does not know.
  async visitor(mode = this.mode) {
    return this.opened(await Visitor.open({ browser: this.browser, url: this.server.url, mode, look: this.look }));
  }

  // An organizer of that role, signed in. `fresh`: in a session of their own.
  async organizer(role = 'admin', { fresh = false } = {}) {
    if (fresh || !this.cookies.has(role)) {
      const visitor = await this.visitor();
      await this.signIn(visitor, LOGINS[role]);
      if (!fresh) this.cookies.set(role, (await visitor.context.cookies()).filter(({ name }) => name !== 'uke_lang'));
      return visitor;
    }
    const { browser, mode, look } = this;
    return this.opened(await Visitor.open({ browser, url: this.server.url, mode, look, cookies: this.cookies.get(role) }));
  }

  async signIn(visitor, login, password = PASSWORD) {
    await visitor.go('/sign-in');
    await visitor.fill({ login, password });
    await visitor.submit('/sign-in');
    assert.notEqual(visitor.path, '/sign-in', await visitor.text());
  }

  opened(visitor) {
    this.people.push(visitor);
    return visitor;
  }

  // Closes all browsers of the flow; what was wrong with the pages that it came to.
  async endFlow() {
    const findings = this.people.flatMap((visitor) => visitor.findings);
    for (const visitor of this.people.splice(0)) await visitor.close();
    return [...new Set(findings)];
  }

  // A member that is there before the flow begins.
  member(fields) {
    return this.server.api('POST', '/members', { fields: { ...NO_FIELDS, ...fields } });
  }

  t(key, args) {
    return sentence(this.messages, this.mode.language, key, args);
  }

  // A name that nobody else has: kana, so that it is found by sound too.
  uniqueKana() {
    const letters = [...'あいうえおかきくけこさしすせそたちつてとなにぬねのまみむめもやゆよらりるれろ'];
    let number = (this.counter += 1) + 1000 * (1 + [...this.mode.name].length);
    let name = '';
    for (; number > 0; number = Math.floor(number / letters.length)) name += letters[number % letters.length];
    return `ほげ${name}`;
  }
}
